using System.Numerics.Tensors;
using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Signal;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.VideoMusic;

/// <summary>
/// The inputs of a <see cref="VideoMusicModel"/>: standardised, padded and masked when set. The buffers stay, so a training loop fills the
/// same batch again and replays its tape. A new batch has no video, no text (x^NULL) and no music in any row.
/// </summary>
public sealed class VideoMusicBatch
{
    private readonly VideoMusicModel _model;

    internal VideoMusicBatch(VideoMusicModel model, int size, int videoSteps, int musicSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        _model = model;
        Size = size;
        var config = model.Config;
        Video = new Tensor(size, videoSteps, config.VideoWidth);
        Music = new Tensor(size, musicSteps, config.MusicWidth);
        Text = new Tensor(size, config.TextSteps, config.TextWidth);
        VideoPadding = new PaddingMask(size, 1 + videoSteps);
        MusicPadding = new PaddingMask(size, 1 + musicSteps);
        TextPadding = config.TextSteps > 1 ? new PaddingMask(size, 1 + config.TextSteps) : null;
        for (var row = 0; row < size; row++)
        {
            VideoPadding.SetLength(row, 1);
            MusicPadding.SetLength(row, 1);
            SetText(row, []);
        }
    }

    /// <summary>Number of rows.</summary>
    public int Size { get; }

    internal Tensor Video { get; }
    internal Tensor Music { get; }
    internal Tensor Text { get; }
    internal PaddingMask VideoPadding { get; }
    internal PaddingMask MusicPadding { get; }

    /// <summary>Null where every text has one step.</summary>
    internal PaddingMask? TextPadding { get; }

    /// <summary>
    /// Sets the video of a row; null or no steps leave it out. More steps than the model takes are resampled to its number.
    /// </summary>
    public void SetVideo(int row, FeatureSequence? video) => Set(row, video, Video, VideoPadding, _model.VideoStandardiser, nameof(video));

    /// <summary>Sets the music of a row, as <see cref="SetVideo"/>.</summary>
    public void SetMusic(int row, FeatureSequence? music) => Set(row, music, Music, MusicPadding, _model.MusicStandardiser, nameof(music));

    /// <summary>
    /// Sets the steps of the text of a row, [steps, width], as <see cref="SetVideo"/>; an empty one is replaced by x^NULL.
    /// </summary>
    public void SetText(int row, ReadOnlySpan<float> text)
    {
        var steps = text.IsEmpty ? _model.NullText : text;
        Set(row, steps, _model.RequireSteps(steps, nameof(text)), Text, TextPadding, _model.TextStandardiser);
    }

    /// <summary>
    /// Draws text and video dropout of a row: with the probabilities of the configuration it loses its text (which becomes x^NULL) or its
    /// video, never both.
    /// </summary>
    /// <returns>What it lost.</returns>
    public LeftOut DropOut(int row, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var draw = random.NextDouble();
        if (draw < _model.Config.TextDropout)
        {
            SetText(row, []);
            return LeftOut.Text;
        }
        if (draw >= _model.Config.TextDropout + _model.Config.VideoDropout) return LeftOut.Nothing;
        SetVideo(row, null);
        return LeftOut.Video;
    }

    private static void Set(int row, FeatureSequence? sequence, Tensor values, PaddingMask padding, Standardiser standardiser, string name)
    {
        if (sequence is not null && sequence.Width != standardiser.Width)
            throw new ArgumentException($"A step of the {name} has {standardiser.Width} numbers, this one {sequence.Width}.", name);
        Set(row, sequence is null ? [] : sequence.Values, sequence?.Time ?? 0, values, padding, standardiser);
    }

    private static void Set(
        int row, ReadOnlySpan<float> source, int sourceTime, Tensor values, PaddingMask? padding, Standardiser standardiser)
    {
        var time = Math.Min(sourceTime, values.Size(1));
        var destination = values.Slice(row, 1).Span;
        destination.Clear();
        FeatureResampler.Resample(source, standardiser.Width, destination[..(time * standardiser.Width)]);
        for (var step = 0; step < time; step++)
            standardiser.Apply(destination.Slice(step * standardiser.Width, standardiser.Width));
        padding?.SetLength(row, 1 + time);
    }
}

/// <summary>What dropout leaves out of a query.</summary>
public enum LeftOut
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The text.</summary>
    Text,

    /// <summary>The video.</summary>
    Video,
}

/// <summary>Brings each number of a feature to mean 0 and deviation 1 over the training set; both are buffers of the model.</summary>
internal sealed class Standardiser
{
    // An outlier of a feature that hardly varied in training would drown everything else.
    private const float Limit = 8;

    private readonly Variable _mean;
    private readonly Variable _deviation;

    public Standardiser(ParameterScope scope, int width)
    {
        _mean = scope.Buffer("mean", [width], Initializer.Zeros);
        _deviation = scope.Buffer("deviation", [width], Initializer.Ones);
    }

    public int Width => _mean.Length;

    public void Set(FeatureStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (statistics.Width != Width)
            throw new ArgumentException($"The statistics are of {statistics.Width} numbers, the model takes {Width}.", nameof(statistics));
        statistics.Mean.CopyTo(_mean.Value.Span);
        statistics.Deviation.CopyTo(_deviation.Value.Span);
    }

    /// <summary>Standardises one step in place.</summary>
    public void Apply(Span<float> feature)
    {
        TensorPrimitives.Subtract(feature, _mean.Value.Span, feature);
        TensorPrimitives.Divide(feature, _deviation.Value.Span, feature);
        TensorPrimitives.Clamp(feature, -Limit, Limit, feature);
    }
}

/// <summary>Mean and standard deviation of each number of a feature over a training set, one step after the other.</summary>
public sealed class FeatureStatistics
{
    // A number that never changes must not be divided by nothing; float16 holds this well.
    private const double SmallestDeviation = 1e-2;

    private readonly double[] _means;
    private readonly double[] _squares;
    private long _count;

    /// <summary>Empty statistics of features of <paramref name="width"/> numbers.</summary>
    public FeatureStatistics(int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        _means = new double[width];
        _squares = new double[width];
    }

    /// <summary>Numbers per feature.</summary>
    public int Width => _means.Length;

    /// <summary>The mean of each number; 0 before the first step.</summary>
    public float[] Mean => Array.ConvertAll(_means, mean => (float)mean);

    /// <summary>The standard deviation of each number, at least 0.01; 1 before the first step.</summary>
    public float[] Deviation =>
        Array.ConvertAll(_squares, squares => _count == 0 ? 1 : (float)Math.Max(Math.Sqrt(squares / _count), SmallestDeviation));

    /// <summary>Counts every step of a sequence.</summary>
    public void Add(FeatureSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        for (var step = 0; step < sequence.Time; step++)
            Add(sequence.Step(step));
    }

    /// <summary>Counts one feature (Welford's method).</summary>
    public void Add(ReadOnlySpan<float> feature)
    {
        if (feature.Length != Width)
            throw new ArgumentException($"The statistics are of {Width} numbers, the feature has {feature.Length}.", nameof(feature));
        _count++;
        for (var i = 0; i < feature.Length; i++)
        {
            var difference = feature[i] - _means[i];
            _means[i] += difference / _count;
            _squares[i] += difference * (feature[i] - _means[i]);
        }
    }
}
