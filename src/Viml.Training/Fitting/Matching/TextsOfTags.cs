using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Training.Fitting.Matching;

/// <summary>Short requests as people type them, of one to three tags that stand out: <c>calm ambient with piano</c>.</summary>
internal static class TextsOfTags
{
    private const float Least = 0.25f; // of a standing: about half a deviation above the mean
    private const int Most = 3;

    /// <summary>Some requests for a track.</summary>
    /// <param name="standing">How its tags stand out, one number per tag.</param>
    /// <param name="count">How many; none where no tag stands out.</param>
    /// <param name="random">Draws tags and words.</param>
    public static IEnumerable<TrackText> Draw(float[] standing, int count, RandomStream random)
    {
        int[] candidates = [.. Enumerable.Range(0, standing.Length).Where(tag => standing[tag] >= Least)];
        for (var i = 0; i < count && candidates.Length > 0; i++) yield return Draw(standing, candidates, random);
    }

    private static TrackText Draw(float[] standing, int[] candidates, RandomStream random)
    {
        var left = candidates.ToList();
        var chosen = new List<int>();
        var count = Math.Min(1 + random.PickWeighted([0.45, 0.35, 0.2]), Math.Min(Most, left.Count));
        while (chosen.Count < count)
        {
            var at = random.PickWeighted([.. left.Select(tag => (double)standing[tag] * standing[tag])]);
            chosen.Add(left[at]);
            left.RemoveAt(at);
        }
        var wish = new float[standing.Length];
        foreach (var tag in chosen) wish[tag] = 1;
        return new TrackText(Write(chosen, random), TagWishes.Unit(wish));
    }

    private static string Write(List<int> tags, RandomStream random)
    {
        string[] Of(TagKind kind) => [.. tags.Where(tag => TagVocabulary.Default.KindOf(tag) == kind).Select(tag => Word(tag, random))];
        var (instruments, genres, moods) = (Of(TagKind.Instrument), Of(TagKind.Genre), Of(TagKind.Mood));
        var style = string.Join(random.Chance(0.3) ? ", " : " ", moods.Concat(genres));
        if (instruments.Length == 0) return random.Chance(0.4) ? $"{style} music" : style;
        var players = string.Join(random.Chance(0.5) ? " and " : ", ", instruments);
        return style.Length == 0 ? random.Chance(0.2) ? $"{players} music" : players
            : random.Chance(0.4) ? $"{style} {players}"
            : $"{style}{(random.Chance(0.4) ? " music" : "")} with {players}";
    }

    private static string Word(int tag, RandomStream random)
    {
        var words = TagWords.Default[tag];
        string[] others = [.. words.Words, .. words.Ambiguous];
        return others.Length == 0 || random.Chance(0.6) ? TagVocabulary.Default.Labels[tag] : random.Pick(others);
    }
}
