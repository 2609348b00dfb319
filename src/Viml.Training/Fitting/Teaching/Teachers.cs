using Viml.Engine.Tensors;
using Viml.Models;
using Viml.Models.Encoders;
using Viml.Models.Music;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting.Teaching;

/// <summary>
/// The public taggers that MusiCNN learns from. What they hear in a window is one row, for each teacher the log-odds of its tags and then
/// its features. Thread-safe.
/// </summary>
internal sealed class Teachers
{
    private const int BatchWindows = 8;
    private const float SmallestProbability = 1e-5f; // below it the differences are noise

    private readonly MusiCnnEncoder[] _encoders;
    private readonly int[] _tags;

    /// <summary>Opens teachers.</summary>
    /// <param name="names">Of <see cref="PublicTagger.Names"/>.</param>
    /// <param name="encoders">Where they come from.</param>
    /// <exception cref="EncoderChoiceException">One is not installed.</exception>
    public Teachers(IReadOnlyList<string> names, EncoderTable encoders)
        : this(names, [.. names.Select(name => (MusiCnnEncoder)encoders.Open(name, Modality.Music))])
    {
    }

    internal Teachers(IReadOnlyList<string> names, MusiCnnEncoder[] encoders)
    {
        (Names, _encoders, _tags) = (names, encoders, [.. names.Select(name => PublicTagger.TagsOf(name).Count)]);
        Width = _tags.Sum() + encoders.Sum(encoder => encoder.Width);
        View = new DatasetEncoder("teachers", string.Join(' ', encoders.Select(encoder => $"{encoder.Name} {encoder.Version}")), Width,
            MusiCnnEncoder.WindowRate);
    }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Numbers in a row.</summary>
    public int Width { get; }

    /// <summary>How rows are kept in shards.</summary>
    public DatasetEncoder View { get; }

    /// <summary>Where the log-odds of a teacher's tags begin in a row.</summary>
    public int Offset(string teacher)
    {
        var index = Names.ToList().IndexOf(teacher);
        return Enumerable.Range(0, index).Sum(before => _tags[before] + _encoders[before].Width);
    }

    /// <summary>Which numbers of a row are log-odds of tags; the others are features.</summary>
    public bool IsTag(int column)
    {
        for (var teacher = 0; ; column -= _tags[teacher] + _encoders[teacher].Width, teacher++)
            if (column < _tags[teacher] + _encoders[teacher].Width)
                return column < _tags[teacher];
    }

    /// <summary>Listens to windows.</summary>
    /// <returns>[windows, <see cref="Width"/>].</returns>
    public FeatureSequence Listen(MusicWindows music)
    {
        var rows = new float[music.Count * Width];
        for (var first = 0; first < music.Count; first += BatchWindows)
        {
            var count = Math.Min(BatchWindows, music.Count - first);
            var mel = new Tensor(count, 1, MusicFrontEnd.Bands, MusicFrontEnd.Frames);
            for (var window = 0; window < count; window++) music.ReadSpectrogram(first + window, mel.Slice(window, 1).Span);
            Listen(mel, rows.AsSpan(first * Width, count * Width));
        }
        return new FeatureSequence(rows, music.Count, Width, View.Rate);
    }

    private void Listen(Tensor mel, Span<float> rows)
    {
        var (count, at) = (mel.Size(0), 0);
        for (var teacher = 0; teacher < _encoders.Length; teacher++)
        {
            var (encoder, tags) = (_encoders[teacher], _tags[teacher]);
            float[] features = new float[count * encoder.Width], probabilities = new float[count * tags];
            encoder.EncodeSpectrograms(mel, [], features, probabilities);
            for (var window = 0; window < count; window++)
            {
                var row = rows.Slice(window * Width + at, tags + encoder.Width);
                for (var tag = 0; tag < tags; tag++) row[tag] = LogOdds(probabilities[window * tags + tag]);
                features.AsSpan(window * encoder.Width, encoder.Width).CopyTo(row[tags..]);
            }
            at += tags + encoder.Width;
        }
    }

    private static float LogOdds(float probability)
    {
        var clipped = Math.Clamp(probability, SmallestProbability, 1 - SmallestProbability);
        return MathF.Log(clipped / (1 - clipped));
    }
}
