using Viml.Models;

namespace Viml.Library;

/// <summary>The joint space of video, words and music: what a trained ViML model gives. Thread-safe.</summary>
public interface IJointSpace
{
    /// <summary>Numbers per embedding.</summary>
    public int Width { get; }

    /// <summary>Steps of base features in one segment of music: 10 steps of 3 s.</summary>
    public int MusicSteps { get; }

    /// <summary>The unit vectors of some stretches of music, row-major. Those longer than a segment are resampled in time.</summary>
    public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music); // [stretch, width]

    /// <summary>The unit vector of a query of video, words, or both.</summary>
    /// <param name="video">Features of the video; null without one.</param>
    /// <param name="textFeature">The steps of the text, [steps, width]; empty without a text.</param>
    public float[] EmbedQuery(FeatureSequence? video, ReadOnlySpan<float> textFeature);
}
