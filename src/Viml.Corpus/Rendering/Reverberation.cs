namespace Viml.Corpus.Rendering;

/// <summary>
/// A room after M. R. Schroeder (1962): parallel damped combs, then all-passes, with other delays on the right so that the room is wide.
/// </summary>
internal static class Reverberation
{
    private static readonly double[] CombMilliseconds = [29.7, 37.1, 41.1, 43.7, 31.3, 34.9];
    private static readonly double[] AllPassMilliseconds = [5.0, 1.7, 7.9];

    /// <summary>Adds a room of that decay time (to -60 dB, seconds) and share (0 dry to 1 only room).</summary>
    public static void Apply(StereoSound sound, double seconds, double share, double damping)
    {
        var wetLeft = Room(sound.Left, sound.Right, sound.Rate, seconds, damping, 1);
        var wetRight = Room(sound.Left, sound.Right, sound.Rate, seconds, damping, 1.043);
        for (var i = 0; i < sound.Length; i++)
        {
            sound.Left[i] = (float)((1 - share) * sound.Left[i] + share * wetLeft[i]);
            sound.Right[i] = (float)((1 - share) * sound.Right[i] + share * wetRight[i]);
        }
    }

    private static float[] Room(float[] left, float[] right, int rate, double seconds, double damping, double stretch)
    {
        var wet = new float[left.Length];
        foreach (var milliseconds in CombMilliseconds)
        {
            var delay = new float[(int)(milliseconds * stretch * rate / 1000)];
            var feedback = (float)Math.Pow(10, -3 * milliseconds * stretch / 1000 / seconds);
            var damp = (float)damping;
            float low = 0;
            for (int i = 0, at = 0; i < wet.Length; i++)
            {
                var echo = delay[at];
                low = echo + damp * (low - echo);
                delay[at] = 0.5f * (left[i] + right[i]) + feedback * low;
                wet[i] += 0.4f * echo;
                if (++at == delay.Length) at = 0;
            }
        }
        foreach (var milliseconds in AllPassMilliseconds)
        {
            var delay = new float[(int)(milliseconds * stretch * rate / 1000)];
            for (int i = 0, at = 0; i < wet.Length; i++)
            {
                var stored = delay[at];
                var through = stored - 0.6f * wet[i];
                delay[at] = wet[i] + 0.6f * through;
                wet[i] = through;
                if (++at == delay.Length) at = 0;
            }
        }
        return wet;
    }
}
