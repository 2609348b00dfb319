using System.Globalization;
using Viml.Library.Files;
using Viml.Web.Hosting;

namespace Viml.Web.Videos;

/// <summary>
/// The folder of one running server, for uploads and copies that browsers can play; nobody else can read it. It is deleted at the end;
/// what a killed server left is deleted by the next one. Thread-safe.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "viml-serve-";
    private const long LeastFree = 200L << 20;

    private readonly long _most;

    /// <param name="parent">Where it is made.</param>
    /// <param name="most">The bytes of all files in it together.</param>
    public TemporaryFolder(string parent, long most)
    {
        _most = most;
        Sweep(parent);
        Location = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():n}"));
        PrivateFiles.CreateFolder(Location);
    }

    /// <summary>Its path.</summary>
    public string Location { get; }

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string name) => Path.Combine(Location, name);

    /// <summary>The bytes of all files in it.</summary>
    public long Bytes => new DirectoryInfo(Location).EnumerateFiles().Sum(LengthOf);

    /// <summary>Checks that there is room for some bytes more.</summary>
    /// <exception cref="ApiException">There is not.</exception>
    public void RequireRoom(long bytes)
    {
        if (Bytes + bytes <= _most && new DriveInfo(Location).AvailableFreeSpace - bytes > LeastFree) return;
        throw new ApiException(new Problem(
            507, "storage-full", "There is no room for more videos",
            "The server keeps no more temporary files than its limit, and some of the disk free. Remove videos, or wait until they expire.")
        {
            RetryAfter = 60,
        });
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Location, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next server deletes what is left.
        }
    }

    // A file may be deleted meanwhile.
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Sweep(string parent)
    {
        foreach (var folder in Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, Prefix + "*") : [])
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var process) || IsRunning(process)) continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // It belongs to somebody else.
            }
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return true;
        }
    }
}
