using Viml.Corpus.Arrangement;
using Viml.Corpus.Genres;

namespace Viml.Corpus.Latents;

/// <summary>Draws the latents of a piece: mood first, then everything mood acts on, within the habits of a genre. Thread-safe.</summary>
public static class LatentSampler
{
    // Sparse pieces are the best teachers of instruments; with the line-ups that are small anyway about half have one to three players.
    private const double SparseShare = 0.1;

    /// <summary>The latents of piece number <paramref name="index"/> of the corpus with that seed.</summary>
    public static PieceLatents Sample(ulong corpusSeed, int index, double durationSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (!(durationSeconds >= 4 && durationSeconds <= 600))
            throw new ArgumentOutOfRangeException(nameof(durationSeconds), durationSeconds, "A piece lasts 4 to 600 seconds.");

        var seed = new RandomStream(corpusSeed).Fork($"piece {index}").Next();
        var random = new RandomStream(seed).Fork("latents");
        var genre = Genre.All[random.PickWeighted([.. Genre.All.Select(genre => genre.Weight)])];
        var style = genre.Styles[random.PickWeighted([.. genre.Styles.Select(style => style.Weight)])];

        var mood = PrimaryMood(genre, random);
        var valence = Math.Clamp(mood.Valence + 0.18 * random.Normal(), -1, 1);
        var arousal = Math.Clamp(mood.Arousal + 0.18 * random.Normal(), -1, 1);
        var (beats, compound) = random.Pick(style.Meters);
        var tempoAt = Math.Clamp(0.5 + 0.42 * arousal + 0.16 * random.Normal(), 0, 1);
        var tempo = style.Tempo.Low * Math.Pow(style.Tempo.High / style.Tempo.Low, tempoAt);
        // Mode is the strongest cue of valence; the genre only tilts it.
        var major = random.Chance(1 / (1 + Math.Exp(-(3.5 * valence + 3 * (style.MajorTendency - 0.5)))));
        var parts = Cast(style, random, out var tags);

        return new PieceLatents
        {
            Id = IdOf(index),
            Seed = seed,
            Genre = genre.Name,
            Style = style.Name,
            Moods = [mood.Name, .. FurtherMoods(mood, valence, arousal, random)],
            Valence = valence,
            Arousal = arousal,
            TempoBpm = Math.Round(tempo, 1),
            BeatsPerBar = beats,
            IsCompound = compound,
            Key = random.Below(12),
            IsMajor = major,
            Instruments = tags,
            Density = Blend(style.Density, 0.5 + 0.5 * arousal, random),
            Brightness = Blend(style.Brightness, mood.Brightness, random),
            Loudness = Blend(style.Loudness, 0.5 + 0.5 * arousal, random),
            Articulation = Blend(style.Articulation, mood.Articulation, random),
            DurationSeconds = durationSeconds,
            Rubato = style.Rubato * random.Unit(),
            Sections = Form.Draw(durationSeconds, Math.Round(tempo, 1), beats, arousal, random),
            Parts = parts,
        };
    }

    /// <summary>The id of piece number <paramref name="index"/>.</summary>
    public static string IdOf(int index) => $"piece-{index:D6}";

    private static double Blend(double habit, double wish, RandomStream random) =>
        Math.Clamp(0.45 * habit + 0.55 * wish + 0.08 * random.Normal(), 0, 1);

    private static Mood PrimaryMood(Genre genre, RandomStream random)
    {
        var weights = Mood.All.Select(mood => genre.Moods.Contains(mood.Name) ? 1.0 : 0.12).ToArray();
        return Mood.All[random.PickWeighted(weights)];
    }

    // Moods near the point drawn, nearer ones likelier.
    private static IEnumerable<string> FurtherMoods(Mood primary, double valence, double arousal, RandomStream random)
    {
        var near = Mood.All.Where(mood => mood != primary && mood.DistanceTo(valence, arousal) < 0.55).ToList();
        for (var more = random.Below(3); more > 0 && near.Count > 0; more--)
        {
            var at = random.PickWeighted([.. near.Select(mood => Math.Exp(-4 * mood.DistanceTo(valence, arousal)))]);
            yield return near[at].Name;
            near.RemoveAt(at);
        }
    }

    private static IReadOnlyList<PartPlan> Cast(Style style, RandomStream random, out IReadOnlyList<string> tags)
    {
        var ensemble = style.Ensembles[random.PickWeighted([.. style.Ensembles.Select(ensemble => ensemble.Weight)])];
        var parts = new List<PartPlan>();
        foreach (var seat in ensemble.Seats)
            if (random.Chance(seat.Probability))
                parts.Add(new PartPlan(seat.Role, random.Pick(seat.Voices)));
        if (parts.Count == 0) parts.Add(new PartPlan(ensemble.Seats[0].Role, random.Pick(ensemble.Seats[0].Voices)));
        var sparse = parts.Count > 3 && random.Chance(SparseShare);
        if (sparse) parts = Thin(parts, random);
        if (parts.Count == 1) parts[0] = Alone(parts[0]);

        var names = new SortedSet<string>(parts.SelectMany(part => VoiceCatalog.Of(part.Voice).Tags), StringComparer.Ordinal);
        // Tags of the whole ("orchestra") hold only while the whole plays.
        if (!sparse) names.UnionWith(style.Tags);
        tags = [.. names];
        return parts;
    }

    private static List<PartPlan> Thin(List<PartPlan> parts, RandomStream random)
    {
        var kept = parts.ToArray();
        random.Shuffle<PartPlan>(kept);
        var chosen = kept[..random.From(1, 3)];
        return [.. parts.Where(part => chosen.Contains(part))];
    }

    // A player without company plays melody and accompaniment, unless drums or a bass, which stay what they are.
    private static PartPlan Alone(PartPlan part) => VoiceCatalog.Of(part.Voice).Kind switch
    {
        VoiceKind.Drums or VoiceKind.Bass => part,
        _ => part with { Role = Role.Solo },
    };
}
