using System.Diagnostics;
using System.Globalization;

namespace Viml.Engine.Files;

/// <summary>
/// A file that appears under its name only when it is complete: written beside it and renamed. Not committed means deleted. What a killed
/// process left in the same folder is deleted by the next one that writes there.
/// </summary>
public sealed class PendingFile : IDisposable
{
    private const string Prefix = ".viml-", Suffix = ".part";

    private readonly string _target;
    private bool _isCommitted;

    /// <summary>Prepares a file for <paramref name="target"/>; nothing is written yet.</summary>
    public PendingFile(string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        _target = System.IO.Path.GetFullPath(target);
        var folder = System.IO.Path.GetDirectoryName(_target) ?? _target;
        Sweep(folder);
        // The computer is part of the name, because the processes of another one that shares the folder are not known here.
        Path = System.IO.Path.Combine(
            folder, string.Create(CultureInfo.InvariantCulture, $"{Mine}{Environment.ProcessId}-{Guid.NewGuid():N}{Suffix}"));
    }

    /// <summary>Where to write.</summary>
    public string Path { get; }

    private static string Mine => $"{Prefix}{new string([.. Environment.MachineName.Where(char.IsAsciiLetterOrDigit)])}-";

    /// <summary>Writes a file whole, flushed to the disk, or not at all.</summary>
    /// <exception cref="IOException">The folder is missing, not writable or full.</exception>
    public static void Write(string target, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var pending = new PendingFile(target);
        using (var stream = new FileStream(pending.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
        {
            write(stream);
            stream.Flush(flushToDisk: true); // the rename must not reach the disk before the data
        }
        pending.Commit();
    }

    /// <summary>Puts the file under its name, in place of one that is there.</summary>
    public void Commit()
    {
        File.Move(Path, _target, overwrite: true);
        _isCommitted = true;
    }

    /// <summary>Deletes the file unless it was committed.</summary>
    public void Dispose()
    {
        if (!_isCommitted && File.Exists(Path))
            File.Delete(Path);
    }

    private static void Sweep(string folder)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, Mine + "*" + Suffix))
            {
                var owner = System.IO.Path.GetFileName(file)[Mine.Length..].Split('-')[0];
                if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !IsRunning(process))
                    File.Delete(file);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What cannot be seen or deleted stays; a folder that cannot be written shows when the file is.
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return true; // it is there and belongs to somebody else
        }
    }
}
