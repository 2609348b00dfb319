using System.Text;
using Viml.Descriptions.Language;
using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Facts;

/// <summary>
/// Finds the tags of which a text speaks: their names, the words that people use for them (<see cref="TagWords"/>), and the other words of
/// <see cref="TagLanguage"/>. The longest phrase wins: "electric guitar" is not also "guitar". Phrases do not reach over punctuation.
/// </summary>
internal static class MentionFinder
{
    private const int DenialReach = 3; // words between "no" and what there is none of

    private static readonly HashSet<string> Denials = ["no", "not", "without", "never", "lacks", "lacking", "hardly", "neither", "nor",
        "isn't",
        "doesn't", "don't"];
    private static readonly Dictionary<string, Entry> Entries = Read();
    private static readonly int Longest = Entries.Keys.Max(key => key.Count(letter => letter == ' ') + 1);

    /// <summary>Every mention, in the order of the text.</summary>
    public static IReadOnlyList<Mention> In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mentions = new List<Mention>();
        foreach (var words in Clauses(text))
        {
            var denial = int.MinValue;
            for (var at = 0; at < words.Count;)
            {
                if (Denials.Contains(words[at])) denial = at;
                var length = Math.Min(Longest, words.Count - at);
                Entry? entry = null;
                while (length > 0 && !Entries.TryGetValue(string.Join(' ', words.Skip(at).Take(length)), out entry)) length--;
                if (entry is not null)
                    mentions.Add(new Mention(string.Join(' ', words.Skip(at).Take(length)), entry.Tags, entry.IsPlain,
                        at - denial is > 0 and <= DenialReach));
                at += Math.Max(1, length);
            }
        }
        return mentions;
    }

    /// <summary>The tag that a whole phrase means and nothing else; null where it means none or several.</summary>
    public static int? TagOf(string phrase) =>
        Entries.TryGetValue(string.Join(' ', Clauses(phrase).SelectMany(words => words)), out var entry)
            && entry is { IsPlain: true, Tags: [var tag] }
            ? tag
            : null;

    /// <summary>The words of each stretch between punctuation: lower case, hyphens as spaces.</summary>
    internal static IEnumerable<List<string>> Clauses(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        void End()
        {
            if (word.Length > 0) words.Add(word.ToString().Trim('\''));
            word.Clear();
        }
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter)) word.Append(char.ToLowerInvariant(letter));
            else if (letter is '\'' or '’') word.Append('\'');
            else End();
            if (!".,;:!?()\n".Contains(letter) || words.Count == 0) continue;
            yield return words;
            words = [];
        }
        End();
        if (words.Count > 0) yield return words;
    }

    private static Dictionary<string, Entry> Read()
    {
        var (vocabulary, language) = (TagVocabulary.Default, TagLanguage.Default);
        var entries = new Dictionary<string, Entry>();
        void Add(string phrase, int tag, bool isPlain)
        {
            var key = string.Join(' ', Clauses(phrase).SelectMany(words => words));
            if (language.Silent.Contains(key)) return;
            if (!entries.TryGetValue(key, out var entry)) entries.Add(key, entry = new Entry());
            if (!entry.Tags.Contains(tag)) entry.Tags.Add(tag);
            entry.IsPlain |= isPlain;
        }
        for (var tag = 0; tag < vocabulary.Count; tag++)
        {
            var phrase = language[tag];
            var isMood = vocabulary.KindOf(tag) == TagKind.Mood;
            foreach (var name in (string[])[vocabulary.Labels[tag], vocabulary.Names[tag], phrase.Word, WithoutThe(phrase.Noun)])
                Add(name, tag, true);
            foreach (var word in TagWords.Default[tag].Words.Concat(TagWords.Default[tag].Ambiguous)) Add(word, tag, !isMood);
            foreach (var word in phrase.Also) Add(word.TrimStart('~'), tag, !isMood && word[0] != '~');
        }
        string[] guitars = ["acousticguitar", "classicalguitar", "electricguitar"];
        foreach (var first in guitars) // "acoustic and electric guitar"
            foreach (var second in guitars.Where(second => second != first))
                foreach (var tag in (string[])[first, second])
                    foreach (var end in (string[])["guitar", "guitars"])
                        Add($"{first[..^6]} and {second[..^6]} {end}", vocabulary.IndexOf(tag), true);
        // A word that is shared by tags proves none of them.
        foreach (var entry in entries.Values.Where(entry => entry.Tags.Any(tag => vocabulary.KindOf(tag) == TagKind.Mood)))
            entry.IsPlain &= entry.Tags.Count == 1;
        return entries;
    }

    private static string WithoutThe(string noun) => noun.StartsWith("the ", StringComparison.Ordinal) ? noun[4..] : noun;

    private sealed class Entry
    {
        public List<int> Tags { get; } = [];

        public bool IsPlain { get; set; }
    }
}
