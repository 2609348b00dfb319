using Viml.Models.Music;

namespace Viml.Models.Tests.Music;

/// <summary>Synthetic windows of 3 s at 16 kHz.</summary>
internal static class Sounds
{
    public static float[] Silence() => new float[MusicFrontEnd.WindowSamples];

    /// <summary>MIDI pitches held together, each with three falling harmonics.</summary>
    public static float[] Chord(float level, params int[] pitches) => Chords(level, pitches);

    /// <summary>Chords one after the other, filling the window.</summary>
    public static float[] Chords(float level, params int[][] chords)
    {
        var samples = Silence();
        for (var i = 0; i < samples.Length; i++)
            foreach (var pitch in chords[i * chords.Length / samples.Length])
                for (var harmonic = 1; harmonic <= 3; harmonic++)
                    samples[i] += level / harmonic
                        * (float)Math.Sin(2 * Math.PI * 440 * Math.Pow(2, (pitch - 69) / 12.0) * harmonic * i / MusicFrontEnd.SampleRate);
        return samples;
    }

    /// <summary>Short bursts of noise at a steady tempo.</summary>
    public static float[] Clicks(double beatsPerMinute, float level = 0.5f, int seed = 1)
    {
        var random = new Random(seed);
        var samples = Silence();
        var gap = 60.0 / beatsPerMinute * MusicFrontEnd.SampleRate;
        for (var beat = 0; beat * gap < samples.Length; beat++)
            for (int i = (int)(beat * gap), left = 800; left > 0 && i < samples.Length; i++, left--)
                samples[i] += level * (float)(random.NextDouble() * 2 - 1) * MathF.Exp((left - 800) / 150f);
        return samples;
    }

    public static float[] Noise(float level, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, MusicFrontEnd.WindowSamples).Select(_ => level * (float)(random.NextDouble() * 2 - 1))];
    }
}
