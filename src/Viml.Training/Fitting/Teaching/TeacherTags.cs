using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Tagging;

namespace Viml.Training.Fitting.Teaching;

/// <summary>A tag of a public tagger as evidence for a tag of the vocabulary.</summary>
/// <param name="Teacher">The tagger.</param>
/// <param name="Tag">The index of its tag.</param>
/// <param name="Weight">How much its standardised log-odds count; negative where the tag speaks against.</param>
internal sealed record TeacherEvidence(string Teacher, int Tag, float Weight);

/// <summary>What public taggers say about each tag of the vocabulary, from <c>teachers.json</c>.</summary>
internal static class TeacherTags
{
    private static readonly Lazy<IReadOnlyList<IReadOnlyList<TeacherEvidence>>> Embedded = new(ReadEmbedded);

    /// <summary>The evidence for each tag by its index; empty for a tag that no public tagger has heard of.</summary>
    public static IReadOnlyList<IReadOnlyList<TeacherEvidence>> Evidence => Embedded.Value;

    private static IReadOnlyList<IReadOnlyList<TeacherEvidence>> ReadEmbedded()
    {
        using var stream = typeof(TeacherTags).Assembly.GetManifestResourceStream("teachers.json")
            ?? throw new InvalidOperationException("The resource teachers.json is missing from this build.");
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        return StrictJson.Parse(utf8,
            (expected, found, cause) => new InvalidOperationException(
                $"The resource teachers.json: expected {expected}, found {found}.", cause),
            json => TagVocabulary.Default.Names.Select(tag => json.Object(tag, Read)).ToArray());
    }

    private static IReadOnlyList<TeacherEvidence> Read(StrictJson json) => [.. json.Keys.Select(key =>
    {
        var (teacher, tag) = key.Split('/') is [var first, var second] ? (first, second) : throw json.Error("teacher/tag", $"'{key}'");
        var names = PublicTagger.Names.Contains(teacher)
            ? PublicTagger.TagsOf(teacher)
            : throw json.Error("a public tagger", $"'{teacher}'");
        var index = names.Select(known => known.ShortName).ToList().IndexOf(tag);
        return index >= 0
            ? new TeacherEvidence(teacher, index, (float)json.Number(key))
            : throw json.Error($"a tag of {teacher}", $"'{tag}'");
    })];
}
