using System.Text.Json.Serialization;

namespace Viml.Library.Answers;

/// <summary>A ranking of the tracks of a library. Its JSON form is a stable format: see <see cref="CurrentSchema"/>.</summary>
public sealed record RecommendationAnswer
{
    /// <summary>Version of the JSON form; grows when a member changes its meaning or is removed.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the form of this answer.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The query.</summary>
    public required RecommendationQuery Query { get; init; }

    /// <summary>How the words of the query were read; null without words.</summary>
    public WordsAnswer? Words { get; init; }

    /// <summary>What is seen in the video, the clearest first; empty where nothing stands out, null without a video or a ranking.</summary>
    public IReadOnlyList<string>? Seen { get; init; }

    /// <summary>Whether even the best track hardly fits; null where no fit is known, or nothing is asked for that one can tell.</summary>
    public bool? LittleFits { get; init; }

    /// <summary>The bundle that ranked.</summary>
    public required BundleReference Bundle { get; init; }

    /// <summary>The library that was searched.</summary>
    public required RecommendationLibrary Library { get; init; }

    /// <summary>What each filter removed, in the order applied.</summary>
    public required IReadOnlyList<FilterEffect> Filters { get; init; }

    /// <summary>The tracks, best first.</summary>
    public required IReadOnlyList<RecommendedTrack> Tracks { get; init; }

    /// <summary>What is wrong with a video that could be decoded in part; null if nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>Where the time went. Not part of the JSON form, so that equal queries give equal answers.</summary>
    [JsonIgnore]
    public RecommendationTimings Timings { get; init; } = new(default, default, default, default, default);
}

/// <summary>A query.</summary>
/// <param name="Video">The video file as it was named; null without one.</param>
/// <param name="VideoSeconds">Its length; null without one.</param>
/// <param name="Text">The text; null without one.</param>
/// <param name="TextWeight">The weight of the text beside the video; null unless both were given.</param>
public sealed record RecommendationQuery(string? Video, double? VideoSeconds, string? Text, double? TextWeight)
{
    /// <summary>The pictures that follow the first in a slideshow; empty for a video.</summary>
    public IReadOnlyList<string> MorePictures { get; init; } = [];

    /// <summary>The part of the video that was looked at, in seconds; null for all of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VideoPart? Part { get; init; }
}

/// <summary>A part of a video in seconds.</summary>
public sealed record VideoPart(double Start, double End);

/// <summary>A bundle by name and hash.</summary>
public sealed record BundleReference(string Name, string Hash);

/// <summary>A library by its location, with how much was searched.</summary>
public sealed record RecommendationLibrary(string Path, int Tracks, int Segments);

/// <summary>A track of the ranking.</summary>
public sealed record RecommendedTrack
{
    /// <summary>1 for the best.</summary>
    public required int Rank { get; init; }

    /// <summary>
    /// Similarity to the query in the joint space, -1 to 1; comparable within one ranking. Without a <see cref="Fit"/>, tracks are in its
    /// order.
    /// </summary>
    public required float Score { get; init; }

    /// <summary>
    /// The probability that a listener would say that the track fits, 0 to 1, by which the tracks are ordered; comparable between queries
    /// and libraries. Null where the joint space alone decides.
    /// </summary>
    public float? Fit { get; init; }

    /// <summary>The name of the track for programs, by its content: the same in every library.</summary>
    public required string Id { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Title in the file, else the name of the file.</summary>
    public required string Title { get; init; }

    /// <summary>Artist in the file; null where it has none.</summary>
    public string? Artist { get; init; }

    /// <summary>Length of the whole track in seconds.</summary>
    public required double Duration { get; init; }

    /// <summary>Where in the track the stretch that fits best begins, in seconds.</summary>
    public required double Start { get; init; }

    /// <summary>Whether the start was moved so that a beat falls on a cut of the video; null where that was not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? OnBeat { get; init; }

    /// <summary>How long that stretch is in seconds: as long as the video where the track allows it.</summary>
    public required double Length { get; init; }

    /// <summary>The tags the tagger is sure of, most probable first.</summary>
    public required IReadOnlyList<TrackTag> Tags { get; init; }

    /// <summary>Why the track was found, in a few words: <see cref="Reasons"/> as text.</summary>
    public string Reason => ReasonText.Of(Reasons);

    /// <summary>Why the track was found: the tags it shares with the text, then those that suit the video; never empty.</summary>
    public required IReadOnlyList<TrackReason> Reasons { get; init; }
}

/// <summary>Where the time of a recommendation went.</summary>
/// <param name="Video">Decoding and encoding the video.</param>
/// <param name="Query">Encoding the text, and fusion.</param>
/// <param name="Library">Waiting for the library, which is read meanwhile.</param>
/// <param name="Search">Filters and ranking.</param>
/// <param name="Refinement">Finding the best start in each track.</param>
public sealed record RecommendationTimings(TimeSpan Video, TimeSpan Query, TimeSpan Library, TimeSpan Search, TimeSpan Refinement)
{
    /// <summary>The sum.</summary>
    public TimeSpan Total => Video + Query + Library + Search + Refinement;
}
