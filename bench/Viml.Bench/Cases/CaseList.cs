namespace Viml.Bench.Cases;

/// <summary>All cases. A new one is a file beside this and a line here (and a module in <c>bench/peers</c>).</summary>
internal static class CaseList
{
    public static IReadOnlyList<BenchCase> All { get; } =
    [
        .. GemmCases.All,
        .. VideoMusicCases.All,
        .. MusiCnnCases.All,
        .. ClipCases.All,
        .. MelCases.All,
        .. SearchCases.All,
    ];

    /// <summary>The cases whose group or name is one of the words; without words, all of them.</summary>
    /// <exception cref="ArgumentException">A word is neither a group nor a name.</exception>
    public static IReadOnlyList<BenchCase> Choose(IReadOnlyList<string> words)
    {
        foreach (var word in words)
            if (!All.Any(item => Matches(item, word)))
                throw new ArgumentException(
                    $"There is no group or case '{word}'. Groups: {Join(All.Select(item => item.Group).Distinct())}. "
                    + $"Cases: {Join(All.Select(item => item.Name))}.");
        return words.Count == 0 ? All : [.. All.Where(item => words.Any(word => Matches(item, word)))];
    }

    private static string Join(IEnumerable<string> names) => string.Join(", ", names);

    private static bool Matches(BenchCase item, string word) => item.Group == word || item.Name == word;
}
