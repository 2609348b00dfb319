using System.Numerics.Tensors;
using Viml.Engine.Weights;

namespace Viml.Training.Datasets;

/// <summary>The features of one clip or text in a shard, converted when they are read.</summary>
/// <param name="file">The shard, which stays open.</param>
/// <param name="name">The clip.</param>
/// <param name="encoder">What made them.</param>
internal sealed class MappedRows(SafeTensorsFile file, string name, DatasetEncoder encoder) : IFeatureRows
{
    public int Time { get; } = file.Shape(name)[0];

    public int Width => encoder.Width;

    public double Rate => encoder.Rate;

    public void Read(int start, Span<float> destination)
    {
        file.Read(name, start * Width, destination);
        // The sum of numbers of float16 is finite in float32 unless one of them is not.
        if (!float.IsFinite(TensorPrimitives.Sum<float>(destination)))
            throw new DatasetException(file.Path, null, "finite numbers", $"others in the features of '{name}'");
    }
}
