using System.Numerics.Tensors;
using Viml.Models;
using Viml.Models.Music;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>
/// Music as MusiCNN is trained on it: what its front end computes for each 3 s window, and what is true of the window. Spectrograms are
/// kept as float16, half the memory of a corpus. Targets may be soft: where they come from is not the task's business.
/// </summary>
/// <param name="Spectrograms">Log-mel windows, <c>[windows, 96 * 188]</c>.</param>
/// <param name="Measured">The measured descriptors of each window.</param>
/// <param name="WindowTags">Confidence of the tags of each window; the last counts for all windows after it.</param>
/// <param name="Tags">Confidence of the tags of the whole.</param>
/// <param name="Measures">Known numbers about the whole, such as its tempo.</param>
internal sealed record MusicWindows(
    Half[] Spectrograms, FeatureSequence Measured, IReadOnlyList<IReadOnlyDictionary<string, float>> WindowTags,
    IReadOnlyDictionary<string, float> Tags, IReadOnlyDictionary<string, float> Measures)
{
    /// <summary>Numbers of one window's spectrogram.</summary>
    public const int SpectrogramLength = MusicFrontEnd.Bands * MusicFrontEnd.Frames;

    /// <summary>The view of spectrograms in a shard.</summary>
    public static readonly DatasetEncoder SpectrogramView = new("logmel", "1", SpectrogramLength, 1.0 / 3);

    /// <summary>The view of measured descriptors in a shard.</summary>
    public static readonly DatasetEncoder MeasuredView = new("measured", MusiCnnEncoder.CodeVersion, MusicDescriptors.Count, 1.0 / 3);

    /// <summary>The measures of music of which none are known.</summary>
    public static readonly IReadOnlyDictionary<string, float> NoMeasures = new Dictionary<string, float>();

    private static readonly IReadOnlyDictionary<string, float> NoTags = new Dictionary<string, float>();

    /// <summary>Number of windows.</summary>
    public int Count => Measured.Time;

    /// <summary>The windows of music of which no tags are known.</summary>
    public static MusicWindows WithoutTags(FeatureSequence spectrograms, FeatureSequence measured) =>
        new(ToHalf(spectrograms.Values), measured, [NoTags], NoTags, NoMeasures);

    /// <summary>The windows of a clip: their own tags where the dataset knows them, else those of the clip.</summary>
    public static MusicWindows Of(string dataset, Clip clip, FeatureSequence spectrograms, FeatureSequence measured)
    {
        var windowTags = PieceActivity.Read(dataset, clip.Id) is { Count: > 0 } activity ? activity : [clip.Tags];
        return new MusicWindows(ToHalf(spectrograms.Values), measured, windowTags, clip.Tags, clip.Measures);
    }

    /// <summary>The spectrograms and descriptors of a sound, <c>windows * WindowSamples</c> samples.</summary>
    public static (FeatureSequence Spectrograms, FeatureSequence Measured) Compute(ReadOnlySpan<float> samples, int windows)
    {
        var mel = new float[windows * SpectrogramLength];
        var measured = new float[windows * MusicDescriptors.Count];
        for (var window = 0; window < windows; window++)
        {
            var sound = samples.Slice(window * MusicFrontEnd.WindowSamples, MusicFrontEnd.WindowSamples);
            var decibels = mel.AsSpan(window * SpectrogramLength, SpectrogramLength);
            MusicFrontEnd.Compute(sound, decibels);
            MusicDescriptors.Measure(sound, decibels, measured.AsSpan(window * MusicDescriptors.Count, MusicDescriptors.Count));
        }
        return (new FeatureSequence(mel, windows, SpectrogramView.Width, SpectrogramView.Rate),
            new FeatureSequence(measured, windows, MeasuredView.Width, MeasuredView.Rate));
    }

    /// <summary>Copies the spectrogram of one window, [96, 188] in dB.</summary>
    public void ReadSpectrogram(int window, Span<float> decibels) =>
        TensorPrimitives.ConvertToSingle(Spectrograms.AsSpan(window * SpectrogramLength, SpectrogramLength), decibels);

    /// <summary>The tags of one window with their confidence.</summary>
    public IReadOnlyDictionary<string, float> TagsOf(int window) => WindowTags[Math.Min(window, WindowTags.Count - 1)];

    /// <summary>Numbers at half the memory.</summary>
    internal static Half[] ToHalf(float[] values)
    {
        var halves = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, halves);
        return halves;
    }
}
