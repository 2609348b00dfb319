using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests;

/// <summary>The reference numbers of one operation, see <c>tests/fixtures/engine/README.md</c>.</summary>
internal sealed class Fixture(string name) : IDisposable
{
    public SafeTensorsFile File { get; } = SafeTensorsFile.Open(Path.Combine(TestPaths.Fixtures, "engine", name + ".safetensors"));

    public Tensor this[string tensor] => File.Read(tensor);

    public void Dispose() => File.Dispose();
}
