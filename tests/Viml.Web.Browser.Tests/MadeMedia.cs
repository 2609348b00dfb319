using System.Diagnostics;

namespace Viml.Web.Browser.Tests;

/// <summary>Files that tests give to the page.</summary>
internal static class MadeMedia
{
    /// <summary>A title that would be code if it were taken for markup, and an artist that turns the text around it.</summary>
    public const string HostileTitle = "<img src=x onerror=\"window.owned=1\"><script>window.owned=1</script>";

    public const string HostileArtist = "\u202Egnp.kcirt <b>bold</b>";

    /// <summary>The samples of the project.</summary>
    public static string Samples => Path.Combine(TestPaths.Repository, "samples");

    /// <summary>Copies sample tracks into a folder, and one more with hostile tags and a hostile name.</summary>
    public static string Music(string folder, params string[] names)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in names) File.Copy(Path.Combine(Samples, "music", name), Path.Combine(folder, name));
        return folder;
    }

    /// <summary>Writes a track whose tags and name are hostile.</summary>
    public static void HostileTrack(string folder, string from) => Ffmpeg(
        "-i", Path.Combine(Samples, "music", from), "-c", "copy", "-metadata:s:a:0", $"title={HostileTitle}", "-metadata:s:a:0",
        $"artist={HostileArtist}", Path.Combine(folder, "<b>&amp;\u202E'.opus"));

    /// <summary>A video of 4 s with one cut: two samples, one after the other.</summary>
    public static string Video(string path)
    {
        Ffmpeg(
            "-t", "2", "-i", Path.Combine(Samples, "videos", "bonfire.mp4"),
            "-t", "2", "-i", Path.Combine(Samples, "videos", "night-city.mp4"),
            "-filter_complex", "[0:v]scale=320:180,setsar=1[a];[1:v]scale=320:180,setsar=1[b];[a][b]concat=n=2:v=1:a=0",
            "-pix_fmt", "yuv420p",
            "-c:v", "libx264", "-preset", "ultrafast", path);
        return path;
    }

    /// <summary>A picture of one colour.</summary>
    public static string Picture(string path, string colour)
    {
        Ffmpeg("-f", "lavfi", "-i", $"color={colour}:size=320x180", "-frames:v", "1", path);
        return path;
    }

    private static void Ffmpeg(params string[] arguments)
    {
        var ffmpeg = new ProcessStartInfo("ffmpeg", ["-v", "error", "-nostdin", "-y", .. arguments]) { RedirectStandardError = true };
        using var process = Process.Start(ffmpeg)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }
}
