using System.Globalization;
using System.Text;
using Viml.Training.Datasets;

namespace Viml.Training.Pictures;

/// <summary>A thing in WordNet.</summary>
/// <param name="Words">Its names; the first is the commonest.</param>
/// <param name="Gloss">Its definition.</param>
/// <param name="Above">The offset of what it is a kind of; null at the top.</param>
internal sealed record WordNetNoun(IReadOnlyList<string> Words, string Gloss, string? Above);

/// <summary>The nouns of WordNet, from its file <c>data.noun</c> (format: wndb(5WN)).</summary>
internal static class WordNetNouns
{
    private const int MaximumBytes = 100_000_000;

    /// <summary>Reads the file: each noun by its offset, eight digits.</summary>
    /// <exception cref="DatasetException">The file is missing or is something else.</exception>
    public static Dictionary<string, WordNetNoun> Read(string path)
    {
        const string Expected = "the file data.noun of WordNet";
        var file = new FileInfo(path);
        if (!file.Exists) throw new DatasetException(path, null, Expected, "no such file");
        if (file.Length > MaximumBytes) throw new DatasetException(path, null, Expected, $"{file.Length} bytes");
        var nouns = new Dictionary<string, WordNetNoun>();
        var number = 0;
        foreach (var line in File.ReadLines(path, Encoding.Latin1))
        {
            number++;
            if (line.StartsWith("  ", StringComparison.Ordinal)) continue; // the licence
            try
            {
                var (offset, noun) = Parse(line);
                nouns[offset] = noun;
            }
            catch (Exception error) when (error is FormatException or IndexOutOfRangeException or ArgumentException)
            {
                throw new DatasetException(path, number, Expected, "another kind of line", error);
            }
        }
        return nouns.Count > 0 ? nouns : throw new DatasetException(path, null, Expected, "no nouns");
    }

    // offset, file, type, number of words (hexadecimal), words with their numbers, number of pointers, pointers of four parts | gloss
    private static (string Offset, WordNetNoun Noun) Parse(string line)
    {
        var bar = line.IndexOf(" | ", StringComparison.Ordinal);
        var parts = line[..bar].Split(' ');
        var count = int.Parse(parts[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var words = Enumerable.Range(0, count).Select(i => parts[4 + 2 * i].Replace('_', ' ')).ToArray();
        var pointers = 4 + 2 * count;
        string? above = null;
        for (var i = 0; above is null && i < int.Parse(parts[pointers], CultureInfo.InvariantCulture); i++)
            if (parts[pointers + 1 + 4 * i] is "@" or "@i") above = parts[pointers + 2 + 4 * i];
        return (parts[0], new WordNetNoun(words, line[(bar + 3)..].Split(';')[0].Trim(), above));
    }
}
