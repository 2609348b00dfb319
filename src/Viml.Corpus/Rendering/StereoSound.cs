namespace Viml.Corpus.Rendering;

/// <summary>Two channels of samples of the same length, changed in place by the steps of a recording chain.</summary>
internal sealed class StereoSound(float[] left, float[] right, int rate)
{
    public float[] Left { get; } = left;

    public float[] Right { get; } = right;

    public int Rate { get; } = rate;

    public int Length => Left.Length;

    /// <summary>Splits interleaved samples and cuts or pads them to a number of frames.</summary>
    public static StereoSound FromInterleaved(ReadOnlySpan<float> samples, int frames, int rate)
    {
        var sound = new StereoSound(new float[frames], new float[frames], rate);
        for (var i = 0; i < Math.Min(frames, samples.Length / 2); i++)
        {
            sound.Left[i] = samples[2 * i];
            sound.Right[i] = samples[2 * i + 1];
        }
        return sound;
    }

    /// <summary>Samples for a file: one channel when both are the same.</summary>
    public float[] ToInterleaved(bool mono)
    {
        if (mono) return Left;
        var samples = new float[2 * Length];
        for (var i = 0; i < Length; i++)
        {
            samples[2 * i] = Left[i];
            samples[2 * i + 1] = Right[i];
        }
        return samples;
    }

    public double Rms()
    {
        double sum = 0;
        for (var i = 0; i < Length; i++) sum += Left[i] * Left[i] + Right[i] * Right[i];
        return Math.Sqrt(sum / (2 * Math.Max(1, Length)));
    }

    public double Peak()
    {
        float peak = 0;
        for (var i = 0; i < Length; i++) peak = Math.Max(peak, Math.Max(Math.Abs(Left[i]), Math.Abs(Right[i])));
        return peak;
    }

    public void Scale(double gain)
    {
        for (var i = 0; i < Length; i++)
        {
            Left[i] *= (float)gain;
            Right[i] *= (float)gain;
        }
    }

    /// <summary>Both channels become their mean.</summary>
    public void ToMono()
    {
        for (var i = 0; i < Length; i++) Left[i] = Right[i] = 0.5f * (Left[i] + Right[i]);
    }

    /// <summary>Short rise at the beginning, longer fall at the end.</summary>
    public void Fade(double inSeconds, double outSeconds)
    {
        var rise = Math.Min(Length, (int)(inSeconds * Rate));
        for (var i = 0; i < rise; i++) Multiply(i, (double)i / rise);
        var fall = Math.Min(Length, (int)(outSeconds * Rate));
        for (var i = 0; i < fall; i++) Multiply(Length - 1 - i, (double)i / fall);
    }

    private void Multiply(int i, double gain)
    {
        Left[i] *= (float)gain;
        Right[i] *= (float)gain;
    }
}
