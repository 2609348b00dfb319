using Viml.Models;

namespace Viml.Training.Fitting.Teaching;

/// <summary>
/// What teachers hear in recordings as a whole: means of probabilities over the windows, as a listener to all of it would say.
/// </summary>
/// <param name="teachers">The teachers.</param>
/// <param name="heard">What they hear in each window of each recording.</param>
internal sealed class TrackEvidence(Teachers teachers, IReadOnlyList<FeatureSequence> heard)
{
    private const double Largest = 4; // standard deviations: one recording must not decide what is usual

    /// <summary>Whether any teacher hears the tag.</summary>
    public bool IsHeard(int tag) => Evidence(tag).Any();

    /// <summary>The evidence of the teachers for a tag of the vocabulary.</summary>
    public IEnumerable<TeacherEvidence> Evidence(int tag) => TeacherTags.Evidence[tag].Where(part => teachers.Names.Contains(part.Teacher));

    /// <summary>The probability of a teacher's tag in each recording.</summary>
    public double[] Probabilities(TeacherEvidence tag)
    {
        var column = teachers.Offset(tag.Teacher) + tag.Tag;
        return [
            .. heard.Select(recording => Enumerable.Range(0, recording.Time).Average(window => Sigmoid(recording.Step(window)[column])))];
    }

    /// <summary>
    /// How much speaks for a tag of the vocabulary in each recording, in standard deviations from the mean; empty if unheard.
    /// </summary>
    public double[] Of(int tag)
    {
        double[]? sum = null;
        foreach (var part in Evidence(tag))
        {
            var values = Standardised(Probabilities(part)).Select(value => part.Weight * Math.Clamp(value, -Largest, Largest));
            sum = [.. sum is null ? values : sum.Zip(values, (a, b) => a + b)];
        }
        return sum is null ? [] : Standardised(sum);
    }

    /// <summary>Values in standard deviations from their mean.</summary>
    public static double[] Standardised(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return [.. values.Select(value => deviation > 0 ? (value - mean) / deviation : 0)];
    }

    private static double Sigmoid(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
