using System.Diagnostics;

namespace Viml.Web.Tests;

/// <summary>Makes files that only ffmpeg can.</summary>
internal static class Ffmpeg
{
    public static async Task Run(params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments]))!;
        await run.WaitForExitAsync();
        Assert.Equal(0, run.ExitCode);
    }
}
