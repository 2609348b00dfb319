using System.Security.Cryptography;

namespace Viml.Library.Catalog;

/// <summary>The names libraries may have.</summary>
public static class LibraryName
{
    /// <summary>The library that is used where no name is given.</summary>
    public const string Default = "default";

    private const int MaximumLength = 64;

    /// <summary>Checks a name, which also serves as a file name and as an argument in a shell.</summary>
    /// <exception cref="ArgumentException">
    /// The name is empty, longer than 64, starts with a dot or dash, or has other characters than letters, digits, '-', '_' and '.'.
    /// </exception>
    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaximumLength || name[0] is '.' or '-' || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new ArgumentException(
                $"'{name}' is not a valid library name: use up to {MaximumLength} letters, digits, '-', '_' and '.', " +
                "not starting with '.' or '-'.", nameof(name));
    }

    /// <summary>The name under which folders and files are remembered: that of the first, and a hash of all full paths.</summary>
    public static string ForPlaces(IReadOnlyList<string> places)
    {
        ArgumentOutOfRangeException.ThrowIfZero(places.Count, nameof(places));
        var paths = places.Select(place => Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', paths))))[..8];
        var readable = new string([.. Path.GetFileName(paths[0]).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')])
            .Trim('-');
        if (readable.Length > 40)
            readable = readable[..40];
        return readable.Length == 0 ? hash : $"{readable}-{hash}";
    }
}
