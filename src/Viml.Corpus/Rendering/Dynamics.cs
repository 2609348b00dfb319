namespace Viml.Corpus.Rendering;

/// <summary>Compression and saturation.</summary>
internal static class Dynamics
{
    /// <summary>
    /// Reduces what is above the threshold (amplitude) by the ratio; attack 8 ms, release 150 ms; both channels together.
    /// </summary>
    public static void Compress(StereoSound sound, double threshold, double ratio)
    {
        var attack = 1 - Math.Exp(-1 / (0.008 * sound.Rate));
        var release = 1 - Math.Exp(-1 / (0.15 * sound.Rate));
        double envelope = 0;
        for (var i = 0; i < sound.Length; i++)
        {
            double level = Math.Max(Math.Abs(sound.Left[i]), Math.Abs(sound.Right[i]));
            envelope += (level > envelope ? attack : release) * (level - envelope);
            if (envelope <= threshold) continue;
            var gain = (float)Math.Pow(envelope / threshold, 1 / ratio - 1);
            sound.Left[i] *= gain;
            sound.Right[i] *= gain;
        }
    }

    /// <summary>Rounds peaks as tape and tubes do (tanh), keeping small signals as they are.</summary>
    public static void Saturate(StereoSound sound, double drive)
    {
        var scale = (float)(1 / drive);
        for (var i = 0; i < sound.Length; i++)
        {
            sound.Left[i] = scale * MathF.Tanh((float)drive * sound.Left[i]);
            sound.Right[i] = scale * MathF.Tanh((float)drive * sound.Right[i]);
        }
    }
}
