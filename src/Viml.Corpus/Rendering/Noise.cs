namespace Viml.Corpus.Rendering;

/// <summary>What disturbs recordings: hiss, mains hum, the crackle of a record.</summary>
internal static class Noise
{
    /// <summary>Adds hiss of that level (amplitude, RMS), darker than white by one pole.</summary>
    public static void Hiss(StereoSound sound, double level, RandomStream random)
    {
        float leftLow = 0, rightLow = 0;
        var seed = random.Next() | 1;
        for (var i = 0; i < sound.Length; i++)
        {
            leftLow += 0.5f * (Uniform(ref seed) - leftLow);
            rightLow += 0.5f * (Uniform(ref seed) - rightLow);
            // 1.7 brings the filtered uniform noise back to unit power times the root of three.
            sound.Left[i] += (float)(level * 3 * leftLow);
            sound.Right[i] += (float)(level * 3 * rightLow);
        }
    }

    /// <summary>Adds 50 or 60 Hz and its overtones.</summary>
    public static void Hum(StereoSound sound, double level, double hertz)
    {
        for (var i = 0; i < sound.Length; i++)
        {
            var phase = 2 * Math.PI * hertz * i / sound.Rate;
            var value = (float)(level * (Math.Sin(phase) + 0.5 * Math.Sin(2 * phase) + 0.3 * Math.Sin(3 * phase)));
            sound.Left[i] += value;
            sound.Right[i] += value;
        }
    }

    /// <summary>Adds clicks, that many a second, of random force up to <paramref name="level"/>.</summary>
    public static void Crackle(StereoSound sound, double level, double perSecond, RandomStream random)
    {
        var count = (int)(perSecond * sound.Length / sound.Rate);
        for (var n = 0; n < count; n++)
        {
            var at = random.Below(Math.Max(1, sound.Length - 40));
            var force = level * Math.Pow(random.Unit(), 2) * random.Pick([-1, 1]);
            var decay = random.Between(0.4, 0.85);
            for (var i = 0; i < 30 && at + i < sound.Length; i++, force *= -decay)
            {
                sound.Left[at + i] += (float)force;
                sound.Right[at + i] += (float)(0.8 * force);
            }
        }
    }

    // xorshift: noise needs speed, not quality.
    private static float Uniform(ref ulong state)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (int)(state >> 32) * (1f / int.MaxValue);
    }
}
