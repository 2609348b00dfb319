using System.Diagnostics;
using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Media;
using Viml.Models;
using Viml.Models.Music;

namespace Viml.Library.Encoding;

/// <summary>
/// Turns a music file into base features and tag probabilities. Sound is streamed in windows, and decoding runs one step ahead of encoding:
/// memory does not depend on the length of the file. Thread-safe.
/// </summary>
public sealed class MusicFileEncoder
{
    /// <summary>
    /// A last window with less sound than this share of its length is left out, because padding would outweigh the music.
    /// </summary>
    internal const double ShortestTail = 0.5;

    private readonly IMusicEncoder _encoder;
    private readonly IMusicSource _source;
    private readonly int _tags;

    /// <summary>Creates the encoder for the models of one bundle.</summary>
    public MusicFileEncoder(ModelSet models)
        : this(models, new MediaMusicSource())
    {
    }

    internal MusicFileEncoder(ModelSet models, IMusicSource source)
        : this(models.Music, models.Tags.Count, source)
    {
    }

    /// <summary>Creates it for an encoder with its own <paramref name="tags"/> tags.</summary>
    internal MusicFileEncoder(IMusicEncoder encoder, int tags, IMusicSource source) => (_encoder, _tags, _source) = (encoder, tags, source);

    /// <summary>How long decoding, spectrograms and the network took, of all files so far.</summary>
    internal StageClock Clock { get; } = new();

    /// <summary>Encodes one file.</summary>
    /// <exception cref="MediaFormatException">The file is missing, is not music, or has no sound.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    public EncodedMusic Encode(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var stream = new MusicStream();
        var decoding = Task.Factory.StartNew(() => Decode(stream, path, () => { }, stop.Token), TaskCreationOptions.LongRunning);
        try
        {
            return Encode(stream, path, _ => { }, cancellation);
        }
        finally
        {
            stop.Cancel();
            decoding.Wait(TimeSpan.FromSeconds(5), CancellationToken.None); // a drive that does not answer is not waited for
        }
    }

    /// <summary>
    /// The decoding half: runs on its own thread while <see cref="Encode(MusicStream, string, Action{double}, CancellationToken)"/> reads.
    /// </summary>
    internal Exception? Decode(MusicStream stream, string path, Action check, CancellationToken cancellation) =>
        stream.Decode(_source, path, _encoder.SampleRate, _encoder.WindowSamples, Clock, check, cancellation);

    /// <summary>The encoding half. <paramref name="progress"/> is called after each batch with the seconds of sound so far.</summary>
    internal EncodedMusic Encode(MusicStream stream, string path, Action<double> progress, CancellationToken cancellation)
    {
        var features = new List<float[]>();
        var tags = new double[_tags];
        var probabilities = new float[MusicStream.BatchWindows * _tags];
        var (time, tagged, duration) = (0, 0, 0.0);
        foreach (var batch in Clock.Time(Stage.Waiting, stream.Batches(cancellation)))
        {
            var count = Usable(batch, time);
            var encoded = new float[count * _encoder.Width];
            var (start, before) = (Stopwatch.GetTimestamp(), _encoder.FrontEndTime);
            _encoder.Encode(
                batch.Samples.AsSpan(0, count * _encoder.WindowSamples), count, encoded, probabilities.AsSpan(0, count * _tags));
            var frontEnd = _encoder.FrontEndTime - before;
            Clock.Add(Stage.Spectrograms, frontEnd);
            Clock.Add(Stage.Network, Stopwatch.GetElapsedTime(start) - frontEnd);
            features.Add(encoded);
            var mayBeMusic = new bool[_tags > 0 ? count : 0];
            Parallelism.For(mayBeMusic.Length, window => mayBeMusic[window] = !SoundContent.IsSilenceOrNoise(
                batch.Samples.AsSpan(window * _encoder.WindowSamples, _encoder.WindowSamples)));
            for (var window = 0; window < mayBeMusic.Length; window++)
            {
                if (!mayBeMusic[window]) continue;
                tagged++;
                for (var tag = 0; tag < _tags; tag++) tags[tag] += probabilities[window * _tags + tag];
            }
            time += count;
            duration += batch.Seconds;
            stream.GiveBack(batch);
            progress(duration);
        }
        if (time == 0 || stream.Info is null)
            throw new MediaFormatException(path, "music", "no sound");
        float[] means = [.. tags.Select(sum => (float)(sum / Math.Max(1, tagged)))];
        return new EncodedMusic(stream.Info.Labels, duration, Join(features, time, path), means, stream.Warning);
    }

    private int Usable(WindowBatch batch, int before)
    {
        var last = batch.Seconds * _encoder.SampleRate / _encoder.WindowSamples - (batch.Count - 1);
        return last < ShortestTail && before + batch.Count > 1 ? batch.Count - 1 : batch.Count;
    }

    private FeatureSequence Join(List<float[]> parts, int time, string path)
    {
        var values = new float[time * _encoder.Width];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(values.AsSpan(at));
            at += part.Length;
        }
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(Half)values[i]; // what a library keeps, so that the features of a file are the same before and after
        if (!float.IsFinite(TensorPrimitives.Sum<float>(values)))
            throw new MediaFormatException(
                path, "sound in the range of a recording", "samples so far out of range that the encoder gives no numbers");
        return new FeatureSequence(values, time, _encoder.Width, _encoder.Rate);
    }
}
