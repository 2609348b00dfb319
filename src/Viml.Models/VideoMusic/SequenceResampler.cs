namespace Viml.Models.VideoMusic;

/// <summary>Fits a long sequence into the steps a model takes.</summary>
internal static class SequenceResampler
{
    /// <summary>
    /// A sequence of <paramref name="steps"/> steps in which each is the mean of an equal span of time of the longer original (steps on the border
    /// of two spans count in both, by their share).
    /// </summary>
    public static FeatureSequence Resample(FeatureSequence sequence, int steps)
    {
        var values = new float[steps * sequence.Width];
        var span = sequence.Time / (double)steps;
        for (var step = 0; step < steps; step++)
        {
            var destination = values.AsSpan(step * sequence.Width, sequence.Width);
            var (from, to) = (step * span, (step + 1) * span);
            for (var source = (int)from; source < Math.Min(Math.Ceiling(to), sequence.Time); source++)
            {
                var share = (float)((Math.Min(source + 1, to) - Math.Max(source, from)) / span);
                var original = sequence.Step(source);
                for (var i = 0; i < destination.Length; i++)
                    destination[i] += share * original[i];
            }
        }
        return new FeatureSequence(values, steps, sequence.Width, sequence.Rate / span);
    }
}
