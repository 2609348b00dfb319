using System.Text;
using System.Text.Json;

namespace Viml.Models.Clip.Text;

/// <summary>
/// Byte-pair encoding (Sennrich, Haddow, Birch 2016) over the bytes of UTF-8, as CLIP and GPT-2 use it: the last byte of a word is marked,
/// and neighbours are merged in the order in which training merged them. Thread-safe.
/// </summary>
internal sealed class BytePairVocabulary
{
    private const string WordEnd = "</w>";
    private const int MaximumFileBytes = 32_000_000;
    private const int ReportedFaults = 5;

    private readonly int[] _inner = new int[256], _last = new int[256];
    private readonly Dictionary<(int Left, int Right), Merge> _merges;

    private BytePairVocabulary(Dictionary<string, int> ids, Dictionary<(int Left, int Right), Merge> merges)
    {
        _merges = merges;
        Size = ids.Values.Max() + 1;
        Start = ids[PromptText.StartToken];
        End = ids[PromptText.EndToken];
        for (var value = 0; value < 256; value++)
            (_inner[value], _last[value]) = (ids[Letter(value).ToString()], ids[Letter(value) + WordEnd]);
    }

    /// <summary>One more than the largest id.</summary>
    public int Size { get; }

    /// <summary>The id that begins a text.</summary>
    public int Start { get; }

    /// <summary>The id that ends a text.</summary>
    public int End { get; }

    /// <summary>
    /// Reads <c>vocab.json</c> (token to id) and <c>merges.txt</c> (a comment, then one pair of tokens per line, first merge first).
    /// </summary>
    /// <exception cref="ModelFileException">A file is missing, of another form, or the vocabulary lacks what the merges make.</exception>
    public static BytePairVocabulary Load(string vocabularyPath, string mergesPath)
    {
        var ids = ReadIds(vocabularyPath);
        var needed = Enumerable.Range(0, 256).SelectMany(value => new[] { Letter(value).ToString(), Letter(value) + WordEnd })
            .Append(PromptText.StartToken).Append(PromptText.EndToken);
        Report(vocabularyPath, "every byte, alone and at the end of a word, and the start and end token",
            [.. needed.Where(token => !ids.ContainsKey(token)).Select(token => $"no '{token}'")]);
        return new BytePairVocabulary(ids, ReadMerges(mergesPath, vocabularyPath, ids));
    }

    /// <summary>Appends the ids of one word, which is not empty.</summary>
    public void Encode(string word, List<int> ids)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        var symbols = new int[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            symbols[i] = (i == bytes.Length - 1 ? _last : _inner)[bytes[i]];
        ids.AddRange(MergeAll(symbols));
    }

    // Rounds: the pair that was learnt first is merged everywhere, from left to right, before pairs that come of it are looked at. A queue
    // keeps the candidates, so that a long word costs n log n.
    private IEnumerable<int> MergeAll(int[] symbols)
    {
        var next = Enumerable.Range(1, symbols.Length).ToArray();
        var before = Enumerable.Range(-1, symbols.Length).ToArray();
        var queue = new PriorityQueue<(int At, int Left, int Right), (int Rank, int At)>();
        for (var i = 0; i < symbols.Length - 1; i++)
            Offer(i);
        var changed = new List<int>();
        while (queue.TryPeek(out _, out var first))
        {
            while (queue.TryPeek(out var pair, out var priority) && priority.Rank == first.Rank)
            {
                queue.Dequeue();
                var right = next[pair.At];
                if (symbols[pair.At] != pair.Left || right >= symbols.Length || symbols[right] != pair.Right)
                    continue; // One of them was merged with its other neighbour.
                symbols[pair.At] = _merges[(pair.Left, pair.Right)].Result;
                symbols[right] = -1;
                next[pair.At] = next[right];
                if (next[right] < symbols.Length)
                    before[next[right]] = pair.At;
                changed.Add(pair.At);
            }
            foreach (var at in changed)
            {
                Offer(before[at]);
                Offer(at);
            }
            changed.Clear();
        }
        return symbols.Where(symbol => symbol >= 0);

        void Offer(int at)
        {
            if (at < 0 || symbols[at] < 0 || next[at] >= symbols.Length)
                return;
            var (left, right) = (symbols[at], symbols[next[at]]);
            if (_merges.TryGetValue((left, right), out var merge))
                queue.Enqueue((at, left, right), (merge.Rank, at));
        }
    }

    private static Dictionary<string, int> ReadIds(string path)
    {
        Dictionary<string, int> ids;
        try
        {
            ids = JsonSerializer.Deserialize<Dictionary<string, int>>(ModelFile.Read(path, MaximumFileBytes)) ?? [];
        }
        catch (JsonException error)
        {
            throw new ModelFileException(path, "a JSON object of tokens with their ids", error.Message, error);
        }
        if (ids.Count == 0 || ids.Values.Distinct().Count() != ids.Count || ids.Values.Min() != 0 || ids.Values.Max() != ids.Count - 1)
            throw new ModelFileException(
                path, $"an id of its own for each of {ids.Count} tokens, from 0 without a gap", "ids that repeat or leave some out");
        return ids;
    }

    private static Dictionary<(int Left, int Right), Merge> ReadMerges(string path, string vocabularyPath, Dictionary<string, int> ids)
    {
        var merges = new Dictionary<(int Left, int Right), Merge>();
        var faults = new List<string>();
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(ModelFile.Read(path, MaximumFileBytes)).Split('\n'))
        {
            number++;
            if (line.Length == 0 || number == 1 && line.StartsWith("#version", StringComparison.Ordinal))
                continue;
            if (line.TrimEnd('\r').Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right])
                throw new ModelFileException(path, "two tokens with a space between them on each line", $"'{line}' on line {number}");
            string[] missing = [.. new[] { left, right, left + right }.Where(token => !ids.ContainsKey(token))];
            if (missing.Length > 0)
                faults.Add($"no '{string.Join("', '", missing)}' for line {number}");
            else if (!merges.TryAdd((ids[left], ids[right]), new Merge(merges.Count, ids[left + right])))
                throw new ModelFileException(path, "each pair once", $"'{line}' again on line {number}");
        }
        if (merges.Count == 0 && faults.Count == 0)
            throw new ModelFileException(path, "pairs of tokens", "none");
        Report(vocabularyPath, $"every token that '{path}' merges and makes", faults);
        return merges;
    }

    private static void Report(string path, string expected, IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
            throw new ModelFileException(
                path, expected,
                string.Join("; ", faults.Take(ReportedFaults)) + (
                    faults.Count > ReportedFaults ? $"; and {faults.Count - ReportedFaults} more" : ""));
    }

    // GPT-2's visible letter for each byte: printable Latin-1 characters stand for themselves, the others follow from U+0100 on.
    private static char Letter(int value) =>
        IsPrintable(value) ? (char)value : (char)(256 + Enumerable.Range(0, value).Count(other => !IsPrintable(other)));

    private static bool IsPrintable(int value) => value is (>= '!' and <= '~') or (>= '¡' and <= '¬') or (>= '®' and <= 'ÿ');

    private readonly record struct Merge(int Rank, int Result);
}
