using Viml.Descriptions.Facts;
using Viml.Models.Tagging;

namespace Viml.Descriptions.DataToText;

/// <summary>One short sentence about a track from what is surest of it: "A calm, dreamy ambient piece with pads and electric
/// piano."</summary>
public static class OneSentence
{
    private const int MostGenres = 2, MostMoods = 2, MostInstruments = 3;

    /// <summary>The sentence; null where no tag is confident enough. The same tags and seed give the same one. Microseconds.</summary>
    /// <exception cref="ArgumentException">A tag is not in the vocabulary or appears twice.</exception>
    public static string? Of(IReadOnlyList<ScoredTag> tags, ulong seed)
    {
        var random = new RandomStream(seed).Fork("one sentence");
        var confident = TagSelection.Confident(tags).ToList();
        int[] Of(TagKind kind, int most) =>
            [.. confident.Where(tag => Language.Grammar.KindOf(tag) == kind && !StatementMaker.IsImplied(tag, confident)).Take(most)];
        int[] chosen = [.. Of(TagKind.Genre, MostGenres), .. Of(TagKind.Mood, MostMoods), .. Of(TagKind.Instrument, MostInstruments)];
        if (chosen.Length == 0) return null;
        var statements = StatementMaker.Make(chosen, random);
        var group = Enum.GetValues<StatementKind>().Select(kind => statements.FirstOrDefault(statement => statement.Kind == kind))
            .OfType<Statement>().ToList();
        return group[0].Kind is StatementKind.Genre or StatementKind.Mood
            ? RuleCompression.Opening(group, random, isPhrase: true)
            : $"Music with {Language.Grammar.List(group[^1].Tags)}.";
    }
}
