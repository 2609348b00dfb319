using Viml.Library.Encoding;
using Viml.Media.Video;
using Viml.Models;
using Viml.Training.Datasets;
using Viml.Training.Fitting;

namespace Viml.Training.Extraction;

/// <summary>Makes the features of a clip by one encoder of video or music.</summary>
/// <param name="dataset">The dataset folder.</param>
/// <param name="encoder">The encoder.</param>
internal sealed class ClipEncoding(string dataset, IEncoder encoder)
{
    private readonly VideoFileEncoder? _videos = encoder is IVideoEncoder video ? new VideoFileEncoder(video) : null;

    /// <summary>The file of a clip that the encoder reads, relative to the dataset folder; null where it has none.</summary>
    public string? FileOf(Clip clip) => encoder.Modality == Modality.Video ? clip.Video : clip.Music;

    /// <summary>What the features of a clip are made of; null where there is no such file.</summary>
    public string? StampOf(Clip clip) => ClipStamp.Of(dataset, clip, FileOf(clip));

    /// <summary>The features of a clip.</summary>
    /// <exception cref="Media.MediaFormatException">Its file is broken or missing.</exception>
    public FeatureSequence Encode(Clip clip, CancellationToken cancellation)
    {
        var path = Path.Combine(dataset, FileOf(clip)!);
        var features = _videos is null ? EncodeMusic(path, clip, cancellation) : _videos.Encode(
            path, new VideoReadOptions { StartSeconds = clip.Start, LengthSeconds = clip.End - clip.Start }, cancellation).Features;
        ClipShards.RequireStorable(path, features.Values);
        return features;
    }

    private FeatureSequence EncodeMusic(string path, Clip clip, CancellationToken cancellation)
    {
        var music = (IMusicEncoder)encoder;
        var (samples, windows) = ClipShards.ReadSound(path, clip, music.SampleRate, music.WindowSamples, cancellation);
        var features = new float[windows * music.Width];
        music.Encode(samples, windows, features, []);
        return new FeatureSequence(features, windows, music.Width, music.Rate);
    }
}
