using System.Security.Cryptography;
using System.Text;

namespace Viml.Training.Datasets;

/// <summary>
/// Digits of a hash of a clip's time range and of the size and time of one of its files: features with another stamp are of something else.
/// </summary>
internal static class ClipStamp
{
    /// <summary>The stamp; null where there is no such file.</summary>
    /// <param name="dataset">The dataset folder.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="file">Its video or its music.</param>
    public static string? Of(string dataset, Clip clip, string? file)
    {
        if (file is null || new FileInfo(Path.Combine(dataset, file)) is not { Exists: true } found) return null;
        var identity = FormattableString.Invariant($"{clip.Start} {clip.End} {found.Length} {found.LastWriteTimeUtc.Ticks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..12];
    }

    /// <summary>
    /// Whether a stamp is of files that the clip had, and not of those it has. Of a clip whose files are gone nobody knows.
    /// </summary>
    public static bool IsOld(string dataset, Clip clip, string stamp)
    {
        string?[] files = [clip.Video, clip.Music], now = [.. files.OfType<string>().Select(file => Of(dataset, clip, file))];
        return now.Length > 0 && !now.Contains(null) && !now.Contains(stamp);
    }
}
