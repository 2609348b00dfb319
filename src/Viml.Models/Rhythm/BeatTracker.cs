using System.Numerics.Tensors;

namespace Viml.Models.Rhythm;

/// <summary>
/// Finds the beats of a track: one tempo for all of it, from the autocorrelation of its onsets, and the sequence of beats near that tempo
/// on which most begins to sound, by dynamic programming (Ellis 2007). Bars are found by where bass and harmony change. Give it the sound
/// in pieces, then ask for the grid. One per track; not thread-safe.
/// </summary>
public sealed class BeatTracker
{
    /// <summary>Samples per second of the sound it takes.</summary>
    public const int SampleRate = OnsetEnvelope.SampleRate;

    private const double ShortestSeconds = 5; // of a track in which a beat can be told
    private const double Steadiness = 300; // how much a beat loses by being early or late
    private const double LowShare = 0.5; // of low onsets beside all onsets: bass and bass drum mark beats

    private readonly OnsetEnvelope _envelope = new();

    /// <summary>Adds the sound that follows.</summary>
    /// <param name="samples">Mono, at <see cref="SampleRate"/>.</param>
    public void Add(ReadOnlySpan<float> samples) => _envelope.Add(samples);

    /// <summary>The beats of all that was added; null where it is too short or nothing repeats. Nothing can be added after it.</summary>
    public BeatGrid? Finish()
    {
        var (onsets, lows, changes) = _envelope.Finish();
        if (onsets.Length < ShortestSeconds * OnsetEnvelope.FramesPerSecond)
            return null;
        TensorPrimitives.MultiplyAdd(lows, (float)LowShare, onsets, onsets);
        var strengths = Smoothing.AboveSurroundings(onsets);
        if (TempoFinder.Find(strengths) is not var (period, clarity))
            return null;
        var smooth = Smoothing.Gaussian(strengths, 3);
        TensorPrimitives.Divide(smooth, TensorPrimitives.StdDev<float>(smooth) + 1e-9f, smooth);
        var beats = Beats(smooth, period);
        if (beats.Count < 8)
            return null;
        var (beatsPerBar, first, lead) = BarFinder.Find(beats, lows, changes);
        return new BeatGrid(
            60 / (Spacing(beats) / OnsetEnvelope.FramesPerSecond), beatsPerBar,
            [.. beats.Select(beat => (double)beat / OnsetEnvelope.FramesPerSecond)], first,
            Probability(clarity, 7.6, 0.59), Probability(lead, 0.47, 0.06));
    }

    /// <summary>The frames of the best sequence of beats, in order.</summary>
    private static List<int> Beats(float[] strengths, double period)
    {
        int nearest = (int)Math.Ceiling(period / 2), farthest = (int)(period * 2);
        var costs = new float[farthest - nearest + 1]; // by the distance to the beat before, farthest first, as the frames lie
        for (var i = 0; i < costs.Length; i++)
            costs[i] = (float)(-Steadiness * Math.Pow(Math.Log((farthest - i) / period), 2));
        var scores = new float[strengths.Length];
        var before = new int[strengths.Length];
        var sums = new float[costs.Length];
        for (var frame = 0; frame < strengths.Length; frame++)
        {
            scores[frame] = strengths[frame];
            before[frame] = -1;
            if (frame < farthest) continue; // the first beats begin the sequence
            TensorPrimitives.Add(scores.AsSpan(frame - farthest, costs.Length), costs, sums);
            var best = TensorPrimitives.IndexOfMax<float>(sums);
            scores[frame] += sums[best];
            before[frame] = frame - farthest + best;
        }
        var last = Math.Max(0, strengths.Length - (int)(1.5 * period));
        var beats = new List<int>();
        for (var beat = last + TensorPrimitives.IndexOfMax<float>(scores.AsSpan(last)); beat >= 0; beat = before[beat])
            beats.Add(beat);
        beats.Reverse();
        return beats;
    }

    /// <summary>Logistic regressions on 133 pieces of the corpus, whose beats are known.</summary>
    private static double Probability(double value, double slope, double middle) => 1 / (1 + Math.Exp(-slope * (value - middle)));

    /// <summary>Frames from beat to beat.</summary>
    private static double Spacing(List<int> beats)
    {
        // Beats fall on frames: the mean of the middle half is finer than the median.
        var distances = beats.Skip(1).Zip(beats, (later, earlier) => later - earlier).Order().ToArray();
        return distances[(distances.Length / 4)..^(distances.Length / 4)].Average();
    }
}
