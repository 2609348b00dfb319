using Viml.Descriptions.Language;

namespace Viml.Descriptions.DataToText;

/// <summary>
/// Fuses each group into one sentence: genres and moods into one noun phrase, further statements into what follows it; the subject becomes
/// a pronoun.
/// </summary>
public sealed class RuleCompression : ICompression
{
    /// <inheritdoc/>
    public ValueTask<string> Compress(IReadOnlyList<IReadOnlyList<Statement>> groups, ulong seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var random = new RandomStream(seed).Fork("compress");
        var sentences = new List<string>();
        var subjects = new Subjects(random);
        var isPlayed = false; // whether instruments were named
        foreach (var group in groups)
        {
            var hasPhrase = group.Any(statement => statement.Kind is StatementKind.Genre or StatementKind.Mood
                && statement.Tags.Count <= 2);
            sentences.Add(sentences.Count == 0 && hasPhrase
                ? Opening(group, random, isPhrase: false)
                : Following(group, subjects, isPlayed, random));
            subjects.IsFirst = false;
            isPlayed |= group.Any(statement => statement.Kind == StatementKind.Instrument);
        }
        return ValueTask.FromResult(string.Join(' ', sentences));
    }

    /// <summary>"A calm, dreamy ambient piece built around piano." The group has a genre or a mood of one or two tags.</summary>
    /// <param name="group">The statements of the sentence.</param>
    /// <param name="random">Draws the form.</param>
    /// <param name="isPhrase">Whether it must be a noun phrase, without "This is".</param>
    internal static string Opening(IReadOnlyList<Statement> group, RandomStream random, bool isPhrase)
    {
        var genre = group.FirstOrDefault(statement => statement.Kind == StatementKind.Genre && statement.Tags.Count <= 2);
        var mood = group.FirstOrDefault(statement => statement.Kind == StatementKind.Mood && statement.Tags.Count <= 2);
        var rest = group.Where(statement => statement != genre && statement != mood)
            .OrderBy(statement => statement.Kind == StatementKind.Instrument ? 1 : 0).ToList();
        var words = new List<string>();
        if (mood is not null)
            words.Add(string.Join(random.Chance(0.6) ? ", " : " and ", mood.Tags.Select(tag => TagLanguage.Default[tag].Word)));
        if (genre is not null && rest.Count > 0 && random.Chance(isPhrase ? 0.3 : 0.35))
            words.Add(genre.Things);
        else
            words.Add(Grammar.Article(mood is null ? genre!.Styles : words[0]) + "|" + (genre is null ? "" : genre.Styles + " ")
                + group[0].Piece);
        var phrase = WithArticleFirst(words);
        var isThing = !phrase.StartsWith("a ", StringComparison.Ordinal) && !phrase.StartsWith("an ", StringComparison.Ordinal);
        var text = isPhrase || isThing || (rest.Count > 0 && random.Chance(0.5)) ? Grammar.Capital(phrase) : $"This is {phrase}";
        for (var i = 0; i < rest.Count; i++) text += AfterPhrase(rest[i], text, i, random);
        return text + ".";
    }

    // The article of the last part goes to the front: "calm", "a|ambient piece" -> "a calm ambient piece".
    private static string WithArticleFirst(List<string> words) =>
        words[^1].Split('|') is [var article, var noun] ? $"{article} {string.Join(' ', words.SkipLast(1).Append(noun))}"
            : string.Join(' ', words);

    private static string AfterPhrase(Statement statement, string text, int number, RandomStream random)
    {
        var hasWith = text.Contains(" with ", StringComparison.Ordinal);
        if (statement.Kind == StatementKind.Instrument)
        {
            var tail = statement.Template.Tail ?? "with {list}";
            var repeats = (hasWith && tail.StartsWith("with ", StringComparison.Ordinal))
                || (text.Contains(" that ", StringComparison.Ordinal) && tail.StartsWith("that ", StringComparison.Ordinal));
            if (repeats) tail = "featuring {list}";
            var needsComma = number > 0 || tail.StartsWith("where ", StringComparison.Ordinal);
            return (needsComma ? ", " : " ") + statement.Fill(tail, "");
        }
        var isSentence = text.StartsWith("This is", StringComparison.Ordinal);
        if (statement.Kind is StatementKind.Mood or StatementKind.Contrast && number == 0 && (!isSentence || random.Chance(0.7)))
            return statement.Kind == StatementKind.Mood
                ? statement.Fill(random.Chance(0.5) ? " that feels {moods}" : " that sounds {moods}", "")
                : statement.Fill(" that is " + random.Pick<string>(["{first} and yet {second}", "by turns {first} and {second}",
                    "{first} one moment and {second} the next", "both {first} and {second}"]), "");
        if (isSentence) return Clause(statement, hasWith, random);
        return ", " + statement.Fill(Withs(statement) is { Count: > 0 } withs ? random.Pick(withs).Tail! : "{moods}", "");
    }

    private static string Following(IReadOnlyList<Statement> group, Subjects subjects, bool isPlayed, RandomStream random)
    {
        var first = group[0];
        var text = first.Fill(subjects.IsFirst ? Beginning(first) : first.Template.Sentence, subjects.Next(first))[..^1];
        foreach (var statement in group.Skip(1))
        {
            var hasWith = text.Contains(" with ", StringComparison.Ordinal);
            // A mood that is the subject is "with" nothing.
            var isAboutMood = first.Template.Predicate is null && first.Kind == StatementKind.Mood;
            text += statement.Kind == StatementKind.Instrument && !isAboutMood && random.Chance(0.75)
                ? ", " + statement.Fill(With(first.Kind == StatementKind.Instrument, isPlayed, hasWith, random), "")
                : Clause(statement, hasWith || isAboutMood, random);
        }
        return text + ".";
    }

    // "There is something calm about it" needs something before it.
    private static string Beginning(Statement statement)
    {
        if (statement.Template.Predicate is not null) return statement.Template.Sentence;
        return statement.Kind == StatementKind.Instrument ? "You can hear {list}." : "{It} feels {moods}.";
    }

    private static string With(bool isBehindPlayers, bool isPlayed, bool hasWith, RandomStream random)
    {
        if (!isBehindPlayers) return hasWith ? "and {list} in it" : isPlayed ? "with {list} as well" : "with {list}";
        return random.Pick(
            [.. TemplateTable.Default.Backgrounds.Where(phrase => !hasWith || !phrase.StartsWith("with ", StringComparison.Ordinal))]);
    }

    // ", with a dark side" or ", and it feels dark"
    private static string Clause(Statement statement, bool hasWith, RandomStream random)
    {
        var templates = Templates(statement).ToList();
        var withs = Withs(statement);
        if (!hasWith && withs.Count > 0 && random.Chance(0.6)) return ", " + statement.Fill(random.Pick(withs).Tail!, "");
        var own = statement.Template.Predicate;
        return ", and it " + statement.Fill(own ?? random.Pick([.. templates.Select(template => template.Predicate).OfType<string>()
            .Where(predicate => !predicate.Contains("{a style piece}", StringComparison.Ordinal))]), "");
    }

    private static IEnumerable<Template> Templates(Statement statement) => TemplateTable.Default[statement.Kind]
        .Where(template => template.Least <= statement.Tags.Count && template.Most >= statement.Tags.Count);

    private static List<Template> Withs(Statement statement) =>
        [.. Templates(statement).Where(template => template.Tail?.StartsWith("with ", StringComparison.Ordinal) == true)];

    /// <summary>Subjects that do not repeat themselves: "It", "The track", now and then "It also".</summary>
    private sealed class Subjects(RandomStream random)
    {
        private string? _last;

        /// <summary>Whether nothing was said yet, so that "it" would be nothing.</summary>
        public bool IsFirst { get; set; } = true;

        public string Next(Statement statement)
        {
            var named = $"The {statement.Piece}";
            if (IsFirst) return _last = named;
            if (statement.Template.Predicate is not { } predicate) return "";
            // "It also is" is not said.
            var also = predicate.StartsWith("is ", StringComparison.Ordinal) ? named : "It also";
            return _last = _last switch
            {
                null => random.Chance(0.8) ? "It" : named,
                "It" => random.Chance(0.6) ? named : also,
                _ => "It",
            };
        }
    }
}
