namespace Viml.Cli.Output;

/// <summary>Lists on stderr that stay short.</summary>
internal static class NoteList
{
    private const int MaximumListed = 10;

    /// <summary>Writes a heading, the first few items below it, and how many more there are.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="heading">What the items are.</param>
    /// <param name="items">A line each.</param>
    /// <param name="end">Follows the number of those that are not shown.</param>
    public static void Write(AppEnvironment environment, string heading, IReadOnlyList<string> items, string end = "")
    {
        environment.Note(heading);
        foreach (var item in items.Take(MaximumListed)) environment.Note($"  {FittedText.Printable(item)}");
        if (items.Count > MaximumListed) environment.Note($"  and {items.Count - MaximumListed:N0} more{end}");
    }
}
