using Viml.Corpus.Latents;

namespace Viml.Corpus.Descriptions;

/// <summary>
/// Writes English about a piece the way people do who only hear it: search phrases, lists, casual requests, one to three sentences. Names a
/// random part of what is true of the piece, nothing that is false, and never anything visual.
/// </summary>
public static class Describer
{
    private static readonly string[] Pieces =
    [
        "music", "track", "piece", "tune", "song", "instrumental", "melody", "background music", "cue",
    ];
    private static readonly string[] Wishes =
        ["looking for", "i need", "need", "i want", "want", "find me", "give me", "searching for", "please find", "do you have",
            "can i get", "play me", "show me"];

    // Each pattern with its weight. Short phrases are what people type into a search field, so they carry half of the weight.
    private static readonly (double Weight, Func<Facts, RandomStream, string> Write)[] Patterns =
    [
        (14, Phrase), (9, PhraseWithGenre), (10, InstrumentsFirst), (5, Groove), (6, ForUse), (14, List), (4, Words),
        (9, OneSentence), (7, TwoSentences), (5, ThreeSentences), (6, Wish), (4, Something), (4, SoundsLike), (4, Vibes),
    ];

    private static readonly double[] Weights = [.. Patterns.Select(pattern => pattern.Weight)];

    /// <summary>A description of <paramref name="piece"/>. The same piece and seed give the same text.</summary>
    public static string Describe(PieceLatents piece, ulong seed) => Compose(piece, seed).Text;

    /// <summary>A description, and the tags its writer had in mind (those named and perhaps some that were left out again).</summary>
    internal static (string Text, IReadOnlyCollection<string> Mentions) Compose(PieceLatents piece, ulong seed, bool withTypos = true)
    {
        ArgumentNullException.ThrowIfNull(piece);
        var random = new RandomStream(seed).Fork("description");
        var facts = new Facts(piece, random.Fork("facts"));
        var text = Patterns[random.PickWeighted(Weights)].Write(facts, random);
        return (Typist.Type(text, random.Fork("typing"), withTypos), facts.Mentions);
    }

    // "sad slow piano"
    private static string Phrase(Facts facts, RandomStream random)
    {
        var words = new List<string> { random.Pick(facts.Adjectives) };
        if (facts.Tempo is not null && IsAdjective(facts.Tempo))
            words.Insert(random.Below(2), facts.Tempo);
        else if (facts.Adjectives.Count > 1 && random.Chance(0.5))
            words.Insert(0, facts.Adjectives.First(adjective => !words.Contains(adjective)));
        var noun = facts.Instruments.Count > 0 ? And(facts.Instruments.Take(random.From(1, 2))) : facts.GenreName;
        if (facts.NamesGenre && facts.Instruments.Count > 0 && random.Chance(0.35))
            words.Add(facts.GenreModifier);
        return $"{string.Join(' ', words)} {noun}{Aside(facts, random, 0.3)}";
    }

    // "gloomy thrash riffing", "epic trailer music"
    private static string PhraseWithGenre(Facts facts, RandomStream random)
    {
        var before = facts.Tempo is not null && IsAdjective(facts.Tempo) && random.Chance(0.5) ? $"{facts.Tempo} " : "";
        var name = random.Chance(0.45) ? facts.GenreName : $"{facts.GenreModifier} {random.Pick(Pieces)}";
        var with = facts.Instruments.Count > 0 && random.Chance(0.4) ? $" with {And(facts.Instruments.Take(2))}" : "";
        return $"{before}{Adjectives(facts, random, 2)} {name}{with}{Aside(facts, random, 0.2)}";
    }

    // "fast string orchestra, classical"
    private static string InstrumentsFirst(Facts facts, RandomStream random)
    {
        if (facts.Instruments.Count == 0)
            return PhraseWithGenre(facts, random);
        var tempo = facts.Tempo is not null && IsAdjective(facts.Tempo) ? $"{facts.Tempo} " : "";
        var after = facts.NamesGenre ? facts.GenreModifier : Adjectives(facts, random, 1);
        var last = facts.NamesGenre && random.Chance(0.6) ? $", {Adjectives(facts, random, 2)}" : "";
        return $"{tempo}{And(facts.Instruments)}, {after}{last}{Aside(facts, random, 0.2)}";
    }

    // "driving drum and bass groove"
    private static string Groove(Facts facts, RandomStream random)
    {
        var parts = facts.Instruments.Count > 0 ? And(facts.Instruments.Take(2)) : facts.GenreModifier;
        string[] nouns = ["groove", "jam", "vibe", "loop", "riff", "rhythm", "theme", "sound", "line"];
        var genre = facts.NamesGenre && facts.Instruments.Count > 0 && random.Chance(0.5) ? $"{facts.GenreModifier} " : "";
        return $"{Adjectives(facts, random, 1)} {genre}{parts} {random.Pick(nouns)}{Aside(facts, random, 0.2)}";
    }

    // "mellow lounge for a dinner party"
    private static string ForUse(Facts facts, RandomStream random)
    {
        if (facts.Use is null)
            return Phrase(facts, random);
        var adjectives = Adjectives(facts, random, 2);
        var instrument = facts.Instruments.Count > 0 ? facts.Instruments[0] : random.Pick(Pieces);
        return random.Below(5) switch
        {
            0 => $"{adjectives} {facts.GenreModifier} for {facts.Use}",
            1 => $"{facts.Use} music, {adjectives}, {instrument}",
            2 => $"{adjectives} {instrument}, {facts.Use}",
            3 => $"music for {facts.Use}, {adjectives} {facts.GenreName}",
            _ => $"{facts.Use} {facts.GenreName}, {adjectives}",
        };
    }

    // "jazz, smoky, sax solo, slow, late night"
    private static string List(Facts facts, RandomStream random)
    {
        var items = Items(facts);
        random.Shuffle<string>(items);
        return string.Join(random.Chance(0.9) ? ", " : " / ", items.Take(random.From(3, Math.Max(3, items.Length))));
    }

    // "jazz smoky sax slow": no commas at all
    private static string Words(Facts facts, RandomStream random)
    {
        var items = Items(facts);
        random.Shuffle<string>(items);
        return string.Join(' ', items.Take(4));
    }

    private static string OneSentence(Facts facts, RandomStream random)
    {
        var noun = facts.NamesGenre ? facts.GenreName : random.Pick(Pieces);
        var head = Article($"{Adjectives(facts, random, 2)} {noun}");
        var with = facts.Instruments.Count > 0
            ? $" {random.Pick<string>(["with", "featuring", "played on", "built on", "led by", "carried by"])} {And(facts.Instruments)}"
            : "";
        var phrase = facts.Phrases.Count > 0 ? $"{(with.Length > 0 ? " and" : " with")} {facts.Phrases[0]}" : "";
        var use = facts.Use is not null && random.Chance(0.6)
            ? $", {random.Pick<string>(["good for", "perfect for", "great for", "would suit", "made for"])} {facts.Use}"
            : "";
        return $"{head}{with}{phrase}{Tempo(facts)}{use}.";
    }

    private static string TwoSentences(Facts facts, RandomStream random)
    {
        var noun = random.Pick<string>(["track", "piece", "song", "music", "recording", "tune"]);
        var verb = random.Pick<string>(["feels", "sounds", "is"]);
        var genre = $"{facts.GenreModifier} {(noun == "music" ? "piece" : noun)}";
        var first = facts.NamesGenre
            ? $"This is {Article(genre)} that {verb} {And(facts.Adjectives.Take(2))}"
            : $"The {noun} {verb} {And(facts.Adjectives.Take(3))}";
        return $"{first}{Tempo(facts)}. {Second(facts, random)}";
    }

    private static string ThreeSentences(Facts facts, RandomStream random)
    {
        string[] closings = ["I would use it for", "It would fit", "Reminds me of", "Makes me think of", "Good match for"];
        var mood = facts.Phrases.Count > 0 ? $"It has {facts.Phrases[0]}" : $"The mood is {And(facts.Adjectives.Take(2))}";
        var closing = facts.Use is not null
            ? $"{random.Pick(closings)} {Article(facts.Use)}."
            : $"Overall {Article($"{facts.Adjectives[^1]} {facts.GenreName}")}.";
        return $"{Second(facts, random)} {mood}{Tempo(facts)}. {closing}";
    }

    // "looking for sunny reggae with organ for a beach day"
    private static string Wish(Facts facts, RandomStream random)
    {
        var what = facts.NamesGenre
            ? random.Chance(0.5) ? $"{facts.GenreModifier} {random.Pick(Pieces)}" : facts.GenreName
            : facts.Instruments.Count > 0 ? facts.Instruments[0] : "music";
        var with = facts.Instruments.Count > 1 ? $" with {And(facts.Instruments.Skip(1))}" : "";
        var use = facts.Use is not null ? $" for {Article(facts.Use)}" : "";
        var wish = $"{random.Pick(Wishes)} {random.Pick<string>(["some ", "a bit of ", "something ", "", "", ""])}";
        return $"{wish}{Adjectives(facts, random, 2)} {what}{with}{use}";
    }

    private static string Something(Facts facts, RandomStream random)
    {
        var opening = random.Pick<string>(["something", "something like", "kind of", "sort of", "maybe", "anything"]);
        var with = facts.Phrases.Count > 0
            ? $" with {facts.Phrases[0]}"
            : facts.Instruments.Count > 0 ? $" with {And(facts.Instruments.Take(2))}" : "";
        var genre = facts.NamesGenre ? $", {facts.GenreName}" : "";
        return $"{opening} {Adjectives(facts, random, 2)}{genre}{with}{Aside(facts, random, 0.3)}";
    }

    private static string SoundsLike(Facts facts, RandomStream random)
    {
        var like = facts.Use is not null && random.Chance(0.5) ? $"music for {Article(facts.Use)}" : facts.GenreName;
        var opening = random.Pick<string>(["sounds like", "feels like", "reminds me of", "like", "could be"]);
        var instruments = facts.Instruments.Count > 0 ? $" {And(facts.Instruments.Take(2))}" : "";
        return $"{opening} {like}, {Adjectives(facts, random, 2)}{instruments}{Aside(facts, random, 0.3)}";
    }

    private static string Vibes(Facts facts, RandomStream random)
    {
        var adjectives = Adjectives(facts, random, 1);
        var items = new List<string> { $"{adjectives} {random.Pick<string>(["vibes", "mood", "feeling", "atmosphere", "energy"])}" };
        items.AddRange(facts.Instruments.Take(2));
        if (facts.NamesGenre)
            items.Add(facts.GenreModifier);
        if (facts.Use is not null)
            items.Add(facts.Use);
        return string.Join(", ", items) + Aside(facts, random, 0.3);
    }

    private static string Second(Facts facts, RandomStream random) => facts.Instruments.Count == 0
        ? $"It is {Article($"{facts.Adjectives[^1]} {facts.GenreName}")}."
        : random.Below(5) switch
        {
            0 => $"There is {And(facts.Instruments)}.",
            1 => $"You can hear {And(facts.Instruments)}.",
            2 => $"It features {And(facts.Instruments)}.",
            3 => $"{Capital(And(facts.Instruments))} in the foreground.",
            _ => $"I hear {And(facts.Instruments)}.",
        };

    private static string[] Items(Facts facts)
    {
        var items = new List<string>([.. facts.Adjectives, .. facts.Instruments, .. facts.Asides]);
        if (facts.NamesGenre)
            items.Add(facts.GenreModifier);
        else
            items.AddRange(facts.Phrases.Take(1));
        if (facts.Tempo is not null)
            items.Add(facts.Tempo);
        if (facts.Use is not null)
            items.Add(facts.Use);
        if (items.Count < 3)
            items.Add(facts.GenreName);
        return [.. items.Distinct()];
    }

    private static string Adjectives(Facts facts, RandomStream random, int most)
    {
        var words = facts.Adjectives.Take(random.From(1, most)).ToArray();
        return string.Join(random.Chance(0.5) ? ", " : " ", words);
    }

    private static string Tempo(Facts facts) => facts.Tempo switch
    {
        null => "",
        var tempo when tempo.StartsWith("at ", StringComparison.Ordinal) => $" {tempo}",
        var tempo when char.IsAsciiDigit(tempo[0]) => $", around {tempo}",
        var tempo => $", {tempo}",
    };

    private static string Aside(Facts facts, RandomStream random, double probability) =>
        facts.Asides.Count > 0 && random.Chance(probability) ? $", {random.Pick(facts.Asides)}" : "";

    private static bool IsAdjective(string tempo) => !tempo.StartsWith("at ", StringComparison.Ordinal);

    private static string And(IEnumerable<string> items)
    {
        var all = items.ToArray();
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private static string Article(string noun)
    {
        if (noun.EndsWith('s') || noun.EndsWith("music", StringComparison.Ordinal) || noun.StartsWith("a ", StringComparison.Ordinal))
            return noun;
        return ("aeiou8".Contains(noun[0]) ? "an " : "a ") + noun;
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
