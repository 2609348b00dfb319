namespace Viml.Corpus.Scenes;

/// <summary>
/// How videos of a genre tend to look: the scenes and hues they prefer. A preference, not a rule; see <see cref="SceneLinks"/>.
/// </summary>
internal sealed record GenreLook(IReadOnlyList<string> Scenes, IReadOnlyList<double> Hues, bool IsCinematic = false)
{
    private static readonly Dictionary<string, GenreLook> ByGenre = new()
    {
        ["ambient"] = new(["stars", "plasma", "clouds", "ripples"], [200, 260], IsCinematic: true),
        ["blues"] = new(["rain", "portrait", "road", "city"], [220, 30]),
        ["chillout"] = new(["ripples", "sea", "city", "clouds"], [180, 280]),
        ["classical"] = new(["portrait", "hills", "snow", "forest"], [35, 45], IsCinematic: true),
        ["country"] = new(["road", "meadow", "hills", "portrait"], [40, 90]),
        ["dance"] = new(["dancers", "stage", "shapes", "kaleidoscope"], [310, 190]),
        ["electronic"] = new(["grid", "tunnel", "plasma", "kaleidoscope"], [270, 185]),
        ["folk"] = new(["meadow", "forest", "hills", "snow"], [80, 35]),
        ["funk"] = new(["dancers", "shapes", "kaleidoscope", "city"], [30, 300]),
        ["hiphop"] = new(["city", "dancers", "road", "rain"], [35, 260]),
        ["house"] = new(["stage", "shapes", "dancers", "tunnel"], [190, 320]),
        ["jazz"] = new(["rain", "city", "portrait", "stage"], [25, 225]),
        ["latin"] = new(["dancers", "sea", "fireworks", "meadow"], [15, 50]),
        ["metal"] = new(["fire", "stage", "tunnel", "rain"], [0, 0]),
        ["orchestral"] = new(["hills", "sea", "clouds", "fire"], [30, 215], IsCinematic: true),
        ["pop"] = new(["shapes", "dancers", "fireworks", "portrait"], [330, 50]),
        ["reggae"] = new(["sea", "meadow", "dancers", "clouds"], [50, 125]),
        ["rock"] = new(["stage", "road", "fire", "fireworks"], [5, 25]),
        ["soundtrack"] = new(["hills", "stars", "forest", "snow"], [210, 25], IsCinematic: true),
        ["techno"] = new(["tunnel", "grid", "stage", "shapes"], [200, 0]),
    };

    /// <summary>The look of a genre of the vocabulary.</summary>
    public static GenreLook Of(string genre) => ByGenre.TryGetValue(genre, out var look)
        ? look
        : throw new ArgumentException($"No look for the genre '{genre}'. Known: {string.Join(", ", ByGenre.Keys)}.", nameof(genre));
}
