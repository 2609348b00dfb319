using Viml.Models;
using Viml.Models.Tagging;

namespace Viml.Training.Fitting.Teaching;

/// <summary>
/// Brings what teachers say to one scale. Their probabilities are not comparable: one gives drums 0.9 where another gives 0.2. Log-odds and
/// features are standardised over all windows of the recordings, and the evidence for a tag is the weighted sum of its log-odds,
/// standardised again. Thread-safe.
/// </summary>
internal sealed class TeacherScale
{
    // A tag counts as present where its evidence is a standard deviation above the mean. The slope makes that the middle of a soft target.
    private const float Threshold = 1, Slope = 2;

    private const float Largest = 4; // standard deviations; further out teachers only guess
    private readonly (float Mean, float Deviation)[] _columns;
    private readonly (int Column, float Weight)[][] _evidence;
    private readonly (float Mean, float Deviation)[] _tags;

    /// <summary>Measures the scales.</summary>
    /// <param name="teachers">Whose rows these are.</param>
    /// <param name="recordings">What they said of each recording.</param>
    public TeacherScale(Teachers teachers, IReadOnlyList<FeatureSequence> recordings)
    {
        _columns = [.. Enumerable.Range(0, teachers.Width).Select(column => Moments(recordings, row => row[column]))];
        _evidence = [.. TeacherTags.Evidence.Select(evidence => evidence.Where(part => teachers.Names.Contains(part.Teacher))
            .Select(part => (teachers.Offset(part.Teacher) + part.Tag, part.Weight)).ToArray())];
        _tags = new (float, float)[_evidence.Length];
        Array.Fill(_tags, (0, 1));
        _tags = [.. Enumerable.Range(0, _evidence.Length).Select(tag => Moments(recordings, row => Evidence(row, tag)))];
    }

    /// <summary>Whether any teacher hears the tag.</summary>
    public bool IsHeard(int tag) => _evidence[tag].Length > 0;

    /// <summary>How much speaks for a tag, in standard deviations from the mean of the windows of recordings.</summary>
    public float Evidence(ReadOnlySpan<float> row, int tag)
    {
        var sum = 0f;
        foreach (var (column, weight) in _evidence[tag]) sum += weight * Standardised(row, column);
        return (sum - _tags[tag].Mean) / _tags[tag].Deviation;
    }

    /// <summary>The evidence as a probability: one half where the tag counts as present.</summary>
    public float Target(ReadOnlySpan<float> row, int tag) => 1 / (1 + MathF.Exp(-Slope * (Evidence(row, tag) - Threshold)));

    /// <summary>A number of a row in standard deviations from the mean.</summary>
    public float Standardised(ReadOnlySpan<float> row, int column) =>
        Math.Clamp((row[column] - _columns[column].Mean) / _columns[column].Deviation, -Largest, Largest);

    private delegate float Value(ReadOnlySpan<float> row);

    private static (float Mean, float Deviation) Moments(IReadOnlyList<FeatureSequence> recordings, Value value)
    {
        double sum = 0, squares = 0;
        var count = 0;
        foreach (var recording in recordings)
            for (var window = 0; window < recording.Time; window++)
            {
                double x = value(recording.Values.AsSpan(window * recording.Width, recording.Width));
                (sum, squares, count) = (sum + x, squares + x * x, count + 1);
            }
        var mean = sum / Math.Max(count, 1);
        var variance = squares / Math.Max(count, 1) - mean * mean;
        return ((float)mean, variance > 1e-8 ? (float)Math.Sqrt(variance) : 1);
    }
}
