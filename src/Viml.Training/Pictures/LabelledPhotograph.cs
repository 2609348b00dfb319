using System.Text.RegularExpressions;
using Viml.Training.Datasets;

namespace Viml.Training.Pictures;

/// <summary>A photograph whose file name says what it shows.</summary>
/// <param name="Path">The file.</param>
/// <param name="Class">What it shows, in words.</param>
/// <param name="Offset">The same in WordNet, eight digits; null where the name does not say.</param>
internal sealed partial record LabelledPhotograph(string Path, string Class, string? Offset)
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>
    /// The photographs of a folder, in the order of their names: <c>sea_shore.jpg</c>, <c>n09428293_sea_shore.jpg</c> with the offset of
    /// WordNet in front, or <c>sea_shore-2.jpg</c> where there are several.
    /// </summary>
    /// <exception cref="DatasetException">The folder is missing or holds photographs of fewer than two classes.</exception>
    public static IReadOnlyList<LabelledPhotograph> In(string folder)
    {
        if (!Directory.Exists(folder)) throw new DatasetException(folder, null, "a folder of photographs", "no such folder");
        LabelledPhotograph[] all =
        [
            .. Directory.EnumerateFiles(folder)
                .Where(path => Endings.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal).Select(Of),
        ];
        return all.DistinctBy(photograph => photograph.Class).Count() > 1
            ? all
            : throw new DatasetException(folder, null, "photographs of at least two classes, named like sea_shore.jpg", $"{all.Length}");
    }

    private static LabelledPhotograph Of(string path)
    {
        var match = NameForm().Match(System.IO.Path.GetFileNameWithoutExtension(path));
        var offset = match.Groups["offset"] is { Success: true, Value: var digits } ? digits : null;
        return new LabelledPhotograph(path, match.Groups["class"].Value.Replace('_', ' '), offset);
    }

    [GeneratedRegex(@"^(n(?<offset>\d{8})_)?(?<class>.+?)(-\d+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex NameForm();
}
