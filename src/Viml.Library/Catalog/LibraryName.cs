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

    /// <summary>
    /// The name under which the music folder <paramref name="folder"/> is remembered: its own name and a hash of its full path.
    /// </summary>
    public static string ForFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(full)))[..8];
        var readable = new string([.. Path.GetFileName(full).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')])
            .Trim('-');
        if (readable.Length > 40)
            readable = readable[..40];
        return readable.Length == 0 ? hash : $"{readable}-{hash}";
    }
}
