namespace Viml.Media.Tests;

/// <summary>Test tones and what can be measured on them.</summary>
internal static class Signals
{
    public static float[] Tone(double hertz, int rate, double seconds, float amplitude)
    {
        var samples = new float[(int)(rate * seconds)];
        for (var i = 0; i < samples.Length; i++) samples[i] = amplitude * MathF.Sin((float)(2 * Math.PI * hertz * i / rate));
        return samples;
    }

    /// <summary>Root mean square.</summary>
    public static double Level(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples) sum += sample * sample;
        return Math.Sqrt(sum / Math.Max(1, samples.Length));
    }

    /// <summary>Changes of sign: twice the frequency for a second of a tone.</summary>
    public static int Crossings(ReadOnlySpan<float> samples)
    {
        var count = 0;
        for (var i = 1; i < samples.Length; i++)
            if ((samples[i] >= 0) != (samples[i - 1] >= 0)) count++;
        return count;
    }
}
