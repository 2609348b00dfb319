using Viml.Media.Audio;
using Viml.Media.Video;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Fitting;

/// <summary>
/// The smallest dataset that can be trained on: tones and noises over videos of one colour. Two kinds, which sound, look and read
/// differently. Clips share few files, of which each is a stretch, so that making and decoding them is quick.
/// </summary>
internal static class ToyDataset
{
    public const int Train = 32, Validation = 2, Test = 2;

    private const int Rate = 16000;
    private const double ClipSeconds = 3, FileSeconds = 6;

    /// <summary>Writes the dataset into <paramref name="folder"/>.</summary>
    /// <param name="clips">Clips, first those to train on; all if null.</param>
    /// <param name="change">Changes clip by number before it is written.</param>
    public static void Write(string folder, int? clips = null, Func<int, Clip, Clip>? change = null)
    {
        Directory.CreateDirectory(folder);
        WriteMedia(folder);
        WriteClips(folder, clips, change);
    }

    /// <summary>Writes the files the clips are stretches of.</summary>
    public static void WriteMedia(string folder)
    {
        foreach (var kind in new[] { 0, 1 })
        {
            Sound(Path.Combine(folder, $"kind{kind}.wav"), kind);
            var frame = new byte[32 * 32 * 3];
            for (var i = 0; i < frame.Length; i++) frame[i] = (byte)(i % 3 == 2 * kind ? 220 : 30);
            VideoWriter.Write(Path.Combine(folder, $"kind{kind}.mp4"),
                Enumerable.Repeat<ReadOnlyMemory<byte>>(frame, (int)FileSeconds * 4), 32, 32, 4);
        }
    }

    /// <summary>Writes what tells of the clips, as <see cref="Write"/> does.</summary>
    public static void WriteClips(string folder, int? clips = null, Func<int, Clip, Clip>? change = null)
    {
        using (var writer = new ClipWriter(folder))
            for (var i = 0; i < (clips ?? Train + Validation + Test); i++)
                writer.Append(change is null ? ClipOf(i) : change(i, ClipOf(i)));
        new DatasetInfo("toy", "CC0-1.0", "made by a test",
            new Dictionary<string, int> { ["train"] = Train, ["validation"] = Validation, ["test"] = Test }, [])
            .Write(folder);
    }

    private static Clip ClipOf(int i)
    {
        var kind = i % 2;
        var tags = kind == 0 ? new Dictionary<string, float> { ["flute"] = 1 } : new Dictionary<string, float> { ["drums"] = 1 };
        var text = kind == 0 ? "a clear flute on its own" : "noisy drums";
        var start = i / 2 % 4 * 1.0;
        return new Clip(
            $"clip-{i:00}", $"kind{kind}.mp4", $"kind{kind}.wav", start, start + ClipSeconds,
            i < Train ? Splits.Train : i < Train + Validation ? Splits.Validation : Splits.Test,
            tags, new Dictionary<string, IReadOnlyList<string>> { ["human"] = [text] });
    }

    private static void Sound(string path, int kind)
    {
        var random = new Random(kind);
        var samples = new float[(int)(Rate * FileSeconds)];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = kind == 0
                ? 0.3f * MathF.Sin(2 * MathF.PI * (600 + i / 400) * i / Rate)
                : (random.NextSingle() - 0.5f) * (i % 8000 < 2000 ? 1 : 0.1f);
        AudioWriter.Write(path, samples, 1, Rate);
    }
}
