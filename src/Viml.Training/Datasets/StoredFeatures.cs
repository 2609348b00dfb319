using Viml.Models;

namespace Viml.Training.Datasets;

/// <summary>Base features where they are kept: in memory, or in a mapped file of which a batch converts what it needs.</summary>
internal interface IFeatureRows
{
    /// <summary>Steps.</summary>
    public int Time { get; }

    /// <summary>Numbers of a step.</summary>
    public int Width { get; }

    /// <summary>Steps per second; 0 for one per clip.</summary>
    public double Rate { get; }

    /// <summary>Writes the steps from <paramref name="start"/> on to <paramref name="destination"/>, as many as it takes.</summary>
    public void Read(int start, Span<float> destination);
}

/// <summary>A stretch of base features that is read when it is needed. Thread-safe.</summary>
/// <param name="Rows">Where they are kept.</param>
/// <param name="Start">The first step.</param>
/// <param name="Time">Steps.</param>
internal sealed record StoredFeatures(IFeatureRows Rows, int Start, int Time)
{
    /// <summary>All of them.</summary>
    public StoredFeatures(IFeatureRows rows)
        : this(rows, 0, rows.Time)
    {
    }

    /// <summary>Numbers of a step.</summary>
    public int Width => Rows.Width;

    /// <summary>Steps per second; 0 for one per clip.</summary>
    public double Rate => Rows.Rate;

    /// <summary>Features that are in memory already.</summary>
    public static StoredFeatures Of(FeatureSequence features) => new(new InMemory(features));

    /// <summary>Features of several encoders, one behind the other in each step. Shorter ones repeat their last step.</summary>
    public static StoredFeatures SideBySide(IReadOnlyList<StoredFeatures> parts) =>
        parts.Count == 1 ? parts[0] : new(new Beside([.. parts.Select(part => part.Rows)]));

    /// <summary>A part of it.</summary>
    public StoredFeatures Range(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Time - count);
        return this with { Start = Start + start, Time = count };
    }

    /// <summary>The features, in new memory.</summary>
    /// <exception cref="DatasetException">A file holds numbers that are not finite.</exception>
    public FeatureSequence Read()
    {
        var values = new float[Time * Width];
        Rows.Read(Start, values);
        return new FeatureSequence(values, Time, Width, Rate);
    }

    private sealed class InMemory(FeatureSequence features) : IFeatureRows
    {
        public int Time => features.Time;

        public int Width => features.Width;

        public double Rate => features.Rate;

        public void Read(int start, Span<float> destination) =>
            features.Values.AsSpan(start * Width, destination.Length).CopyTo(destination);
    }

    private sealed class Beside(IFeatureRows[] parts) : IFeatureRows
    {
        public int Time { get; } = parts.Any(part => part.Time == 0) ? 0 : parts.Max(part => part.Time);

        public int Width { get; } = parts.Sum(part => part.Width);

        public double Rate => parts[0].Rate;

        public void Read(int start, Span<float> destination)
        {
            var (before, count) = (0, destination.Length / Width);
            foreach (var part in parts)
            {
                var first = Math.Min(start, part.Time - 1);
                var steps = new float[Math.Min(count, part.Time - first) * part.Width];
                part.Read(first, steps);
                for (var at = 0; at < count; at++)
                {
                    var from = Math.Min(at, steps.Length / part.Width - 1) * part.Width;
                    steps.AsSpan(from, part.Width).CopyTo(destination[(at * Width + before)..]);
                }
                before += part.Width;
            }
        }
    }
}
