using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Models.Clip;

/// <summary>The tensors of one tower in the weights of a whole CLIP: those whose names begin with one of its prefixes.</summary>
internal sealed class ClipWeights(IWeightSource all, params string[] prefixes) : IWeightSource
{
    /// <inheritdoc/>
    public string Path => all.Path;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } =
    [
        .. all.Names.Where(name => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))),
    ];

    /// <inheritdoc/>
    public bool Contains(string name) => all.Contains(name);

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape(string name) => all.Shape(name);

    /// <inheritdoc/>
    public Tensor Read(string name) => all.Read(name);
}
