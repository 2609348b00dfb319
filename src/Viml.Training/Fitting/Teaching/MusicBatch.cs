using Viml.Engine.Tensors;
using Viml.Models.Music;

namespace Viml.Training.Fitting.Teaching;

/// <summary>The inputs of a step of <see cref="MusicTask"/>.</summary>
/// <param name="rows">Windows.</param>
/// <param name="tags">Tags of the network.</param>
/// <param name="measures">What is learned beside the tags.</param>
/// <param name="teaching">What is learned from teachers.</param>
internal sealed class MusicBatch(int rows, int tags, MeasureHead measures, TeachingHeads teaching)
{
    /// <summary>[rows, 1, 96, 188].</summary>
    public Tensor Mel { get; } = new(rows, 1, MusicFrontEnd.Bands, MusicFrontEnd.Frames);

    /// <summary>[rows, tags].</summary>
    public Tensor Tags { get; } = new(rows, tags);

    /// <summary>[rows, tags].</summary>
    public Tensor Weights { get; } = new(rows, tags);

    public MeasureHead Measures { get; } = measures;

    public TeachingHeads Teaching { get; } = teaching;
}
