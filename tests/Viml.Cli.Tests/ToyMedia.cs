using Viml.Media.Audio;
using Viml.Media.Video;
using Viml.Testing;

namespace Viml.Cli.Tests;

/// <summary>Small media files whose place in the toy models' space is known.</summary>
internal static class ToyMedia
{
    private const int Rate = 16000;

    /// <summary>Three tracks of 6 s: <c>loud.wav</c> (loud, low), <c>flute.wav</c> (quiet, high) and <c>hum.wav</c> (quiet, low).</summary>
    public static string Music(TemporaryFolder home)
    {
        var folder = Directory.CreateDirectory(home["music"]).FullName;
        AudioWriter.Write(Path.Combine(folder, "loud.wav"), Tone(110, 0.9f), 1, Rate);
        AudioWriter.Write(Path.Combine(folder, "flute.wav"), Tone(900, 0.05f), 1, Rate);
        AudioWriter.Write(Path.Combine(folder, "hum.wav"), Tone(110, 0.05f), 1, Rate);
        return folder;
    }

    /// <summary>A track of 12 s: what is in <c>hum.wav</c>, then what is in <c>flute.wav</c>.</summary>
    public static string HumThenFlute(TemporaryFolder home)
    {
        AudioWriter.Write(home["both.wav"], [.. Tone(110, 0.05f), .. Tone(900, 0.05f)], 1, Rate);
        return home["both.wav"];
    }

    /// <summary>A video of 3 s in one grey, without sound.</summary>
    public static string Video(TemporaryFolder home, string name, byte brightness)
    {
        var frame = new byte[64 * 48 * 3];
        Array.Fill(frame, brightness);
        VideoWriter.Write(home[name], Enumerable.Repeat<ReadOnlyMemory<byte>>(frame, 12), 64, 48, 4);
        return home[name];
    }

    private static float[] Tone(double frequency, float amplitude)
    {
        var samples = new float[Rate * 6];
        for (var i = 0; i < samples.Length; i++) samples[i] = amplitude * (float)Math.Sin(2 * Math.PI * frequency * i / Rate);
        return samples;
    }
}
