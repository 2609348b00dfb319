using Viml.Descriptions.Language;
using Viml.Models.Tagging;

namespace Viml.Descriptions.DataToText;

/// <summary>Groups tags into statements of one to four and draws a template for each: the first step of "data2text".</summary>
internal static class StatementMaker
{
    private static readonly string[] AnyPiece = ["piece", "track"];

    // What leaves no room for a second genre.
    private static readonly string[] SaysAll = ["{a style piece}", "through and through", "at heart", "The style is", "belongs to",
        "could pass"];

    private static readonly HashSet<int> Electronic =
        [.. ((string[])["beat", "computer", "drummachine", "sampler", "pad", "synthesizer", "voice"])
            .Select(TagVocabulary.Default.IndexOf)];

    /// <summary>The statements: genres, moods, instruments, each kind with its most confident tags first.</summary>
    /// <param name="tags">By index, the most confident first.</param>
    /// <param name="random">Draws groups and templates.</param>
    public static IReadOnlyList<Statement> Make(IReadOnlyList<int> tags, RandomStream random)
    {
        int[] Of(TagKind kind) => [.. tags.Where(tag => Grammar.KindOf(tag) == kind && !IsImplied(tag, tags))];
        var genres = Of(TagKind.Genre);
        var piece = random.Pick(genres.Length == 0 ? AnyPiece : TagLanguage.Default[genres[0]].Pieces);
        if (piece == "song" && !tags.Contains(TagVocabulary.Default.IndexOf("voice"))) piece = "track";
        var used = new HashSet<string>();
        Statement Draw(StatementKind kind, int[] group, bool isSecond = false) =>
            new(kind, group, piece, Pick(kind, group, isSecond, used, random));
        var (contrasts, moods) = Moods(Of(TagKind.Mood), random);
        return
        [
            .. Genres(genres, random).Select((group, number) => Draw(StatementKind.Genre, group, number > 0)),
            .. moods.Select(group => Draw(StatementKind.Mood, group)),
            .. contrasts.Select(group => Draw(StatementKind.Contrast, group)),
            .. Instruments(Of(TagKind.Instrument), random).Select(group => Draw(StatementKind.Instrument, group)),
        ];
    }

    /// <summary>Whether a tag needs no saying, because another of the tags says it too.</summary>
    public static bool IsImplied(int tag, IReadOnlyList<int> tags) => tags.Any(other => TagLanguage.Default.Implies(other, tag));

    // Two genres that are one name go together; the others by confidence.
    private static IEnumerable<int[]> Genres(int[] genres, RandomStream random)
    {
        var left = genres.ToList();
        if (Fusion(left) is var (first, second))
        {
            left.RemoveAll(genre => genre == first || genre == second);
            yield return [first, second];
        }
        while (left.Count > 0)
        {
            var count = left.Count == 2 && random.Chance(0.3) ? 1 : Math.Min(2, left.Count);
            yield return [.. left.Take(count)];
            left.RemoveRange(0, count);
        }
    }

    private static (int First, int Second)? Fusion(List<int> genres)
    {
        foreach (var first in genres.Take(3))
            foreach (var second in genres.Take(3))
                if (TemplateTable.Default.AreOne(first, second)) return (first, second);
        return null;
    }

    // Moods that contradict each other are said as a contrast; the others in families, never two opposites in one group.
    private static (List<int[]> Contrasts, List<int[]> Groups) Moods(int[] moods, RandomStream random)
    {
        var (left, contrasts, groups) = (moods.ToList(), new List<int[]>(), new List<int[]>());
        while (contrasts.Count < 2 && Contrast(left) is var (first, second))
        {
            contrasts.Add([first, second]);
            left.RemoveAll(mood => mood == first || mood == second);
        }
        var most = left.Count >= 5 ? 3 : 2;
        while (left.Count > 0)
        {
            var group = new List<int> { left[0] };
            left.RemoveAt(0);
            var wanted = left.Count > 1 && random.Chance(0.2) ? 1 : most;
            foreach (var mood in left.OrderBy(mood => Family(mood) == Family(group[0]) ? 0 : 1).ToList())
            {
                if (group.Count >= wanted) break;
                if (group.Exists(other => TagLanguage.Default.AreOpposites(other, mood))) continue;
                group.Add(mood);
                left.Remove(mood);
            }
            groups.Add([.. group]);
        }
        return (contrasts, groups);
    }

    private static string Family(int mood) => TagLanguage.Default[mood].Family;

    private static (int First, int Second)? Contrast(List<int> moods)
    {
        for (var second = 1; second < moods.Count; second++)
            for (var first = 0; first < second; first++)
                if (TagLanguage.Default.AreOpposites(moods[first], moods[second])) return (moods[first], moods[second]);
        return null;
    }

    private static IEnumerable<int[]> Instruments(int[] instruments, RandomStream random)
    {
        for (var at = 0; at < instruments.Length;)
        {
            var left = instruments.Length - at;
            var count = left switch { <= 2 => left, 3 => random.Chance(0.6) ? 3 : 2, 4 => random.From(2, 3), _ => 3 };
            yield return instruments[at..(at + count)];
            at += count;
        }
    }

    private static Template Pick(StatementKind kind, int[] group, bool isSecond, HashSet<string> used, RandomStream random)
    {
        var suited = TemplateTable.Default[kind]
            .Where(template => !isSecond || !SaysAll.Any(part => template.Sentence.Contains(part, StringComparison.Ordinal)))
            .Where(template => group.Length >= template.Least && group.Length <= template.Most)
            .Where(template => !IsForPlayers(template) || !group.Any(Electronic.Contains)).ToList();
        var fresh = suited.Where(template => !used.Contains(template.Sentence)).ToList();
        var template = random.Pick(fresh.Count > 0 ? fresh : suited);
        used.Add(template.Sentence);
        return template;
    }

    // Music is arranged for players, not for machines.
    private static bool IsForPlayers(Template template) => template.Sentence.Contains("rrange", StringComparison.Ordinal);
}
