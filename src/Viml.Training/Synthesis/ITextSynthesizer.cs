namespace Viml.Training.Synthesis;

/// <summary>A tag of the vocabulary with the confidence of whoever gave it, 0 to 1.</summary>
public readonly record struct ScoredTag(string Name, float Confidence);

/// <summary>
/// Makes a text about music from tags, for data that has no text of its own. Pure: the same tags and seed give the same text.
/// </summary>
public interface ITextSynthesizer
{
    /// <summary>The method's name in data sets and on the command line.</summary>
    public string Name { get; }

    /// <summary>
    /// Writes the text. Order of <paramref name="tags"/> does not matter, a doubled tag is an error; no tags give an empty text.
    /// </summary>
    /// <exception cref="ArgumentException">A tag is not in the vocabulary or appears twice.</exception>
    public string Synthesize(IReadOnlyList<ScoredTag> tags, ulong seed);
}

/// <summary>The synthesis methods by name.</summary>
public static class TextSynthesizers
{
    /// <summary>Every method.</summary>
    public static IReadOnlyList<ITextSynthesizer> All { get; } = [new TagsText(), new DataToText()];

    /// <summary>The method of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the known ones.</exception>
    public static ITextSynthesizer ByName(string name) => All.FirstOrDefault(method => method.Name == name)
        ?? throw new ArgumentException($"Unknown text synthesis '{name}'. Known: {string.Join(", ", All.Select(method => method.Name))}.",
            nameof(name));
}
