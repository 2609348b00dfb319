using Viml.Library.Answers;

namespace Viml.Web.Recommendations;

/// <summary>Music for each scene of a video.</summary>
public sealed record CueAnswer(IReadOnlyList<SceneCue> Scenes);

/// <summary>Music for a scene.</summary>
/// <param name="Start">Seconds in the video.</param>
/// <param name="End">Seconds in the video.</param>
/// <param name="Seen">What is seen in it, the clearest first.</param>
/// <param name="LittleFits">Whether even the best track hardly fits; null where that is not known.</param>
/// <param name="Tracks">The tracks, best first.</param>
public sealed record SceneCue(double Start, double End, IReadOnlyList<string> Seen, bool? LittleFits,
    IReadOnlyList<RecommendedTrack> Tracks);
