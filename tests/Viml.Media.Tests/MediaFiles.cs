using Viml.Media.Ffmpeg;

namespace Viml.Media.Tests;

/// <summary>Makes small media files with ffmpeg.</summary>
internal static class MediaFiles
{
    /// <summary>Half a picture red, the other half blue: red on the left.</summary>
    public const string RedLeftBlueRight = "color=red:s=64x96:r=10:d=1[a];color=blue:s=64x96:r=10:d=1[b];[a][b]hstack";

    /// <summary>A second of red, then a second of blue, 128 x 96 at 10 frames per second.</summary>
    public const string RedThenBlue = "color=red:s=128x96:r=10:d=1[a];color=blue:s=128x96:r=10:d=1[b];[a][b]concat=n=2";

    /// <summary>Runs ffmpeg with these arguments; the last one is the file to write.</summary>
    public static string Make(params string[] arguments)
    {
        using var run = MediaTools.Default.StartFfmpeg(
            [.. arguments[..^1], "-y", "-threads", "1", MediaFile.ForFfmpeg(arguments[^1])], arguments[^1], feedsInput: false,
            CancellationToken.None);
        run.Finish().ThrowIfFailed();
        return arguments[^1];
    }

    /// <summary>A tone of 440 Hz in the codec that the extension stands for.</summary>
    public static string Tone(string path, double seconds = 2, params string[] options) =>
        Make(["-f", "lavfi", "-i", FormattableString.Invariant($"sine=440:r=22050:d={seconds}"), .. options, path]);

    /// <summary>A video of a lavfi source.</summary>
    public static string Video(string path, string source, params string[] options) =>
        Make(["-f", "lavfi", "-i", source, .. options, path]);

    /// <summary>The first bytes of a file as another file.</summary>
    public static string Cut(string source, string path, double share)
    {
        var bytes = File.ReadAllBytes(source);
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * share)]);
        return path;
    }
}
