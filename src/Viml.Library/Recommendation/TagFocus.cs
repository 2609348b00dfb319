using Viml.Models;
using Viml.Models.Language;

namespace Viml.Library.Recommendation;

/// <summary>Where in a track the tags that words ask for are strongest, from its stored features.</summary>
/// <param name="head">Gives the tags of each step.</param>
/// <param name="standing">What they are compared with.</param>
/// <param name="wish">What the words ask for.</param>
internal sealed class TagFocus(ITagHead head, TagStanding standing, TagWish wish)
{
    /// <summary>For each stretch of <paramref name="steps"/> steps, by its first step, how well its tags fit in the mean.</summary>
    /// <param name="track">Base features.</param>
    /// <param name="steps">Length of the stretches, at most that of the track.</param>
    public float[] Of(FeatureSequence track, int steps)
    {
        var tags = head.Tags(track);
        var width = tags.Length / Math.Max(1, track.Time);
        var filled = new float[width];
        var sums = new double[track.Time + 1];
        for (var step = 0; step < track.Time; step++)
        {
            standing.Fill(tags.AsSpan(step * width, width), filled);
            sums[step + 1] = sums[step] + wish.Score(filled);
        }
        var means = new float[track.Time - steps + 1];
        for (var start = 0; start < means.Length; start++)
            means[start] = (float)((sums[start + steps] - sums[start]) / steps);
        return means;
    }
}
