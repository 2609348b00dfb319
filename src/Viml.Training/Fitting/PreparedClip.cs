using Viml.Models;
using Viml.Models.Music;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>
/// A clip with everything that does not change while models are fitted: the front end's view of its music, window by window, and the base
/// features of its video. Spectrograms are kept as float16, half the memory of a corpus.
/// </summary>
/// <param name="Clip">The clip.</param>
/// <param name="Spectrograms">Log-mel windows, <c>[windows, 96 * 188]</c>.</param>
/// <param name="Measured">The measured descriptors of each window.</param>
/// <param name="Video">Base features of the video; null for a clip without one.</param>
/// <param name="Activity">Which tags sound in each window, where the dataset knows; null where only the tags of the whole clip are known.</param>
internal sealed record PreparedClip(
    Clip Clip, Half[] Spectrograms, FeatureSequence Measured, FeatureSequence? Video, IReadOnlyList<IReadOnlyList<string>>? Activity)
{
    /// <summary>Numbers of one window's spectrogram.</summary>
    public const int SpectrogramLength = MusicFrontEnd.Bands * MusicFrontEnd.Frames;

    /// <summary>Names what the clip is made of, as <see cref="ClipShards.KeyOf"/>: another file under the same id has another key.</summary>
    public required string Key { get; init; }

    /// <summary>Number of 3 s windows.</summary>
    public int Windows => Measured.Time;

    /// <summary>Copies the spectrogram of one window, [96, 188] in dB.</summary>
    public void ReadSpectrogram(int window, Span<float> decibels) =>
        System.Numerics.Tensors.TensorPrimitives.ConvertToSingle(Spectrograms.AsSpan(window * SpectrogramLength, SpectrogramLength), decibels);
}
