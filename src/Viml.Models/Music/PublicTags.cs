using Viml.Models.Tagging;

namespace Viml.Models.Music;

/// <summary>A tag of a public tagger.</summary>
/// <param name="Name">The name its publisher uses.</param>
/// <param name="Label">The tag in plain words.</param>
/// <param name="Kind">What it describes. Tags about tempo, loudness and the like count as moods, voices as instruments.</param>
public sealed record PublicTag(string Name, string Label, TagKind Kind)
{
    /// <summary>The name without what publishers put before it: <c>piano</c> of <c>instrument---piano</c>.</summary>
    public string ShortName => Name[(Name.LastIndexOf('-') + 1)..];
}

/// <summary>The meaning of the 50 outputs of the public MusiCNN weights.</summary>
internal static class PublicTags
{
    // Before the lists that use it.
    private static readonly Dictionary<string, string> Spaced = new()
    {
        ["easylistening"] = "easy listening",
        ["instrumentalpop"] = "instrumental pop",
        ["newage"] = "new age",
        ["popfolk"] = "pop folk",
        ["poprock"] = "pop rock",
        ["triphop"] = "trip hop",
    };

    /// <summary>The 50 most frequent tags of MTG-Jamendo (Bogdanov et al. 2019), in the order of their full names.</summary>
    public static IReadOnlyList<PublicTag> Jamendo { get; } =
    [
        .. Of(TagKind.Genre, "genre---",
            "alternative", "ambient", "atmospheric", "chillout", "classical", "dance", "downtempo", "easylistening", "electronic",
            "experimental", "folk", "funk", "hiphop", "house", "indie", "instrumentalpop", "jazz", "lounge", "metal", "newage",
            "orchestral", "pop", "popfolk", "poprock", "reggae", "rock", "soundtrack", "techno", "trance", "triphop", "world"),
        .. Of(TagKind.Instrument, "instrument---",
            "acousticguitar", "bass", "computer", "drummachine", "drums", "electricguitar", "electricpiano", "guitar", "keyboard", "piano",
            "strings", "synthesizer", "violin", "voice"),
        .. Of(TagKind.Mood, "mood/theme---", "emotional", "energetic", "film", "happy", "relaxing"),
    ];

    /// <summary>The 50 most frequent tags of MagnaTagATune (Law et al. 2009), in the order of the weights.</summary>
    public static IReadOnlyList<PublicTag> MagnaTagATune { get; } =
    [
        Instrument("guitar"), Genre("classical"), Mood("slow"), Genre("techno"), Instrument("strings"), Instrument("drums"),
        Genre("electronic"), Genre("rock"), Mood("fast"), Instrument("piano"), Genre("ambient"), Mood("beat"), Instrument("violin"),
        Instrument("vocal"), Instrument("synth"), Instrument("female"), Genre("indian"), Genre("opera"), Instrument("male"),
        Instrument("singing"), Instrument("vocals"), Instrument("no vocals"), Instrument("harpsichord"), Mood("loud"), Mood("quiet"),
        Instrument("flute"), Instrument("woman"), Instrument("male vocal"), Instrument("no vocal"), Genre("pop"), Mood("soft"),
        Instrument("sitar"), Mood("solo"), Instrument("man"), Genre("classic"), Instrument("choir"), Instrument("voice"), Genre("new age"),
        Genre("dance"), Instrument("male voice"), Instrument("female vocal"), Mood("beats"), Instrument("harp"), Instrument("cello"),
        Instrument("no voice"), Mood("weird"), Genre("country"), Genre("metal"), Instrument("female voice"), Genre("choral"),
];

    private static IEnumerable<PublicTag> Of(TagKind kind, string prefix, params string[] names) =>
        names.Select(name => new PublicTag(prefix + name, Spaced.GetValueOrDefault(name) ?? TagLabels.For(name), kind));

    private static PublicTag Instrument(string name) => new(name, name, TagKind.Instrument);

    private static PublicTag Genre(string name) => new(name, name, TagKind.Genre);

    private static PublicTag Mood(string name) => new(name, name, TagKind.Mood);
}
