namespace Viml.Models.VideoMusic;

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
