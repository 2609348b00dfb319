using Viml.Corpus;
using Viml.Models.Tagging;

namespace Viml.Training.Synthesis;

/// <summary>
/// The paper's "data2text": tags grouped by kind go into randomly drawn templates, which are then ordered, aggregated and compressed into
/// fluent sentences. The paper uses the neural pipeline of Kasner and Dusek (ACL 2022) for the last three steps; tag lists are simple
/// enough for rules. Every selected tag is kept and none is invented: <see cref="TagMentions"/> can check any text.
/// </summary>
public sealed class DataToText : ITextSynthesizer
{
    // No template may contain a tag of the vocabulary; a test watches.
    private static readonly string[] Nouns = ["track", "piece", "composition", "recording", "work", "production"];
    private static readonly string[] GenreClauses =
    [
        "belongs to {0}", "draws on {0}", "is rooted in {0}", "can be filed under {0}", "has {0} influences",
    ];
    private static readonly string[] MoodClauses =
    [
        "feels {0}", "sounds {0}", "comes across as {0}", "has a character that is {0}", "conveys a feeling that is {0}", "is {0} in mood",
    ];
    private static readonly string[] InstrumentClauses =
    [
        "features {0}", "is performed on {0}", "includes {0}", "is arranged for {0}", "combines {0}", "makes use of {0}", "contains {0}",
    ];
    private static readonly string[] Participles =
    [
        "featuring {0}", "performed on {0}", "with {0}", "arranged for {0}", "that includes {0}",
    ];
    private static readonly string[] Joints = [" and ", ", and it ", ", which "];

    /// <inheritdoc/>
    public string Name => "data2text";

    /// <inheritdoc/>
    public string Synthesize(IReadOnlyList<ScoredTag> tags, ulong seed)
    {
        var random = new RandomStream(seed).Fork(Name);
        var chosen = TagSelection.Draw(tags, random);
        if (chosen.Length == 0)
            return "";
        string[] Of(TagKind kind) => [.. chosen.Where(tag => tag.Kind == kind).Select(tag => tag.Label)];
        var (genres, moods, instruments) = (Of(TagKind.Genre), Of(TagKind.Mood), Of(TagKind.Instrument));

        var noun = random.Pick(Nouns);
        var first = Opening(noun, ref genres, ref moods, ref instruments, random);
        var clauses = Order(Aggregate(genres, GenreClauses, 3, random), Aggregate(moods, MoodClauses, 3, random),
            Aggregate(instruments, InstrumentClauses, 4, random), random);
        return Compress(first, noun, clauses, random);
    }

    // The first sentence takes what fits into one noun phrase: "A sad, slow folk piece with violin and harp."
    private static string Opening(string noun, ref string[] genres, ref string[] moods, ref string[] instruments, RandomStream random)
    {
        var words = new List<string>();
        var adjectives = Take(ref moods, random.From(0, 2));
        if (adjectives.Length > 0)
            words.Add(string.Join(", ", adjectives));
        var genre = Take(ref genres, random.PickWeighted([0.1, 0.7, 0.2]));
        if (genre.Length > 0)
            words.Add(string.Join(" ", genre.Length == 2 ? [genre[0], "and", genre[1]] : genre));
        words.Add(noun);
        var phrase = string.Join(' ', words);
        var article = "aeiou".Contains(phrase[0]) ? "an" : "a";
        var with = random.Chance(0.5) ? Take(ref instruments, random.From(1, 4)) : [];
        var tail = with.Length > 0 ? " " + string.Format(null, random.Pick(Participles), And(with)) : "";
        return random.Below(3) switch
        {
            0 => $"{char.ToUpperInvariant(article[0])}{article[1..]} {phrase}{tail}",
            1 => $"This is {article} {phrase}{tail}",
            _ => $"Here is {article} {phrase}{tail}",
        };
    }

    // Aggregation: several facts of one kind become one clause.
    private static List<string> Aggregate(string[] labels, string[] templates, int most, RandomStream random)
    {
        var clauses = new List<string>();
        while (labels.Length > 0)
            clauses.Add(string.Format(null, random.Pick(templates), And(Take(ref labels, random.From(Math.Min(2, most), most)))));
        return clauses;
    }

    // Ordering: what it is, how it feels, what is played; sometimes the players before the feeling.
    private static List<string> Order(List<string> genres, List<string> moods, List<string> instruments, RandomStream random) =>
        random.Chance(0.6) ? [.. genres, .. moods, .. instruments] : [.. genres, .. instruments, .. moods];

    // Compression: neighbouring clauses share a sentence and a subject, and the subject becomes a pronoun.
    private static string Compress(string first, string noun, List<string> clauses, RandomStream random)
    {
        var text = first + ".";
        for (var i = 0; i < clauses.Count; i++)
        {
            var subject = random.Below(3) switch { 0 => $"The {noun}", 1 => "It also", _ => "It" };
            text += $" {subject} {clauses[i]}";
            if (i + 1 < clauses.Count && random.Chance(0.5))
                text += random.Pick(Joints) + clauses[++i];
            text += ".";
        }
        return text;
    }

    private static string[] Take(ref string[] labels, int count)
    {
        var taken = labels.Take(count).ToArray();
        labels = labels[taken.Length..];
        return taken;
    }

    private static string And(string[] labels) => labels.Length == 1 ? labels[0] : $"{string.Join(", ", labels[..^1])} and {labels[^1]}";
}
