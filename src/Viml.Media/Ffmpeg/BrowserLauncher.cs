using System.ComponentModel;
using System.Diagnostics;

namespace Viml.Media.Ffmpeg;

/// <summary>Opens addresses in the user's browser.</summary>
public static class BrowserLauncher
{
    /// <summary>Opens an address of this machine; false where no browser is known.</summary>
    public static bool TryOpen(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var program = OperatingSystem.IsWindows() ? address.AbsoluteUri : OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        var start = new ProcessStartInfo(program) { UseShellExecute = OperatingSystem.IsWindows() };
        if (!OperatingSystem.IsWindows()) start.ArgumentList.Add(address.AbsoluteUri);
        try
        {
            using var started = Process.Start(start);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
