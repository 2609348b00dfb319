using Viml.Models.Tagging;

namespace Viml.Training.Synthesis;

/// <summary>Finds the tags that a text names by their labels, and compares them with the tags it should name.</summary>
public static class TagMentions
{
    private const int LongestLabel = 3; // "acoustic bass guitar"

    private static readonly Dictionary<string, string> NameOfLabel =
        TagVocabulary.Default.Labels.Zip(TagVocabulary.Default.Names)
            .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The names of the tags in <paramref name="text"/>. Whole words; the longest label wins ("electric guitar" is not also "guitar");
    /// labels do not reach over punctuation.
    /// </summary>
    public static IReadOnlySet<string> In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new HashSet<string>();
        foreach (var part in text.Split([',', '.', ';', ':', '!', '?']))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var at = 0; at < words.Length;)
            {
                var length = Math.Min(LongestLabel, words.Length - at);
                string? name = null;
                while (length > 0 && !NameOfLabel.TryGetValue(string.Join(' ', words, at, length), out name))
                    length--;
                if (name is not null)
                    found.Add(name);
                at += Math.Max(1, length);
            }
        }
        return found;
    }

    /// <summary>What a text leaves out and what it makes up, against the tags it was given.</summary>
    public static (IReadOnlyList<string> Missing, IReadOnlyList<string> Invented) Compare(string text, IEnumerable<string> tags)
    {
        var named = In(text);
        var wanted = tags.ToHashSet();
        return ([.. wanted.Except(named)], [.. named.Except(wanted)]);
    }
}
