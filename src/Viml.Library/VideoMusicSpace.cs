using Viml.Models;
using Viml.Models.VideoMusic;

namespace Viml.Library;

/// <summary>The joint space of a trained ViML model.</summary>
/// <param name="model">The model; nobody may train it at the same time.</param>
public sealed class VideoMusicSpace(VideoMusicModel model) : IJointSpace
{
    /// <inheritdoc/>
    public int Width => model.Config.JointWidth;

    /// <inheritdoc/>
    public int MusicSteps => model.Config.MusicSteps;

    /// <inheritdoc/>
    public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music) => model.EmbedMusic(music);

    /// <inheritdoc/>
    public float[] EmbedQuery(FeatureSequence? video, ReadOnlySpan<float> textFeature) => model.EmbedQuery(video, textFeature);
}
