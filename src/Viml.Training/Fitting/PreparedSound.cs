using System.Numerics.Tensors;
using Viml.Engine.Signal;
using Viml.Models;
using Viml.Models.Music;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>The music of a clip as DeepSim sees it, and as the baseline does. Spectrograms are kept as float16.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Facets">What it can be alike in.</param>
/// <param name="Spectrograms">Compressed mel windows of <see cref="DeepSimFrontEnd"/>, <c>[windows, 128 * 129]</c>.</param>
/// <param name="Mfcc">Cepstral coefficients, <c>[windows, frames * 13]</c>.</param>
internal sealed record PreparedSound(Clip Clip, MusicFacets Facets, Half[] Spectrograms, FeatureSequence Mfcc)
{
    /// <summary>Numbers of one window's spectrogram.</summary>
    public const int SpectrogramLength = DeepSimFrontEnd.Bands * DeepSimFrontEnd.Frames;

    /// <summary>Cepstral coefficients of a frame.</summary>
    public const int Coefficients = 13;

    private static readonly Mfcc Cepstrum = new(new MelSpectrogramConfig
    {
        SampleRate = DeepSimFrontEnd.SampleRate,
        FftSize = 2048,
        Hop = DeepSimFrontEnd.Hop,
        Bands = 128,
        MaximumFrequency = DeepSimFrontEnd.SampleRate / 2.0,
        Scale = MelScale.Slaney,
        AreaNormalized = true,
    }, Coefficients);

    private static readonly DatasetEncoder Mel = new("deepsimmel", "1", SpectrogramLength, 1.0 / 3);
    private static readonly DatasetEncoder Cepstra = new("mfcc", "1", Cepstrum.Frames(DeepSimFrontEnd.WindowSamples) * Coefficients,
        1.0 / 3);

    /// <summary>Number of 3 s windows.</summary>
    public int Windows => Mfcc.Time;

    /// <summary>Copies the spectrogram of one window, [128, 129].</summary>
    public void ReadSpectrogram(int window, Span<float> compressed) =>
        TensorPrimitives.ConvertToSingle(Spectrograms.AsSpan(window * SpectrogramLength, SpectrogramLength), compressed);

    /// <summary>Prepares the clips of <paramref name="dataset"/>, keeping shards in <paramref name="work"/>.</summary>
    /// <returns>The clips that could be prepared, in the order of the dataset, and the reason for each that could not.</returns>
    public static (IReadOnlyList<PreparedSound> Clips, IReadOnlyList<string> Failures) Prepare(
        string dataset, string work, IReadOnlyList<Clip> clips, IProgress<PreparationProgress>? progress, CancellationToken cancellation)
    {
        var shards = new ClipShards(dataset, work, [Mel, Cepstra]);
        var prepared = new List<PreparedSound>();
        foreach (var (clip, _, views) in shards.Run(clips, clip => Decode(dataset, clip, cancellation), progress, cancellation))
            prepared.Add(new PreparedSound(clip, MusicFacets.Of(clip), MusicWindows.ToHalf(views[0]!.Values), views[1]!));
        return (prepared, [.. shards.Failed.Select(failed => failed.ToString())]);
    }

    private static FeatureSequence?[] Decode(string dataset, Clip clip, CancellationToken cancellation)
    {
        const int length = DeepSimFrontEnd.WindowSamples;
        var path = ClipShards.MusicOf(dataset, clip);
        var (samples, count) = ClipShards.ReadSound(path, clip, DeepSimFrontEnd.SampleRate, length, cancellation);
        var mel = new float[count * SpectrogramLength];
        var cepstra = new float[count * Cepstra.Width];
        for (var window = 0; window < count; window++)
        {
            var sound = samples.AsSpan(window * length, length);
            DeepSimFrontEnd.Compute(sound, mel.AsSpan(window * SpectrogramLength, SpectrogramLength));
            Cepstrum.Compute(sound).CopyTo(cepstra.AsSpan(window * Cepstra.Width));
        }
        ClipShards.RequireStorable(path, mel, cepstra);
        return [new FeatureSequence(mel, count, Mel.Width, Mel.Rate), new FeatureSequence(cepstra, count, Cepstra.Width, Cepstra.Rate)];
    }
}
