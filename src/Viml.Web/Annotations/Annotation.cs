namespace Viml.Web.Annotations;

/// <summary>What somebody wrote about a stretch of a track.</summary>
/// <param name="Annotator">Who.</param>
/// <param name="TrackId">The track.</param>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
/// <param name="Text">The description.</param>
public sealed record Annotation(string Annotator, string TrackId, double Start, double End, string Text);

/// <summary>A stretch to be described next.</summary>
/// <param name="TrackId">The track.</param>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
public sealed record NextStretch(string TrackId, double Start, double End);

/// <summary>How far the annotators are.</summary>
/// <param name="Tracks">Tracks in the library.</param>
/// <param name="Described">Of these, tracks that somebody described.</param>
/// <param name="Annotators">Who described how many.</param>
/// <param name="Agreement">How much the descriptions of the same track agree; null until two people described one.</param>
public sealed record AnnotationProgress(int Tracks, int Described, IReadOnlyList<AnnotatorCount> Annotators, Agreement? Agreement);

/// <summary>How many tracks somebody described.</summary>
public sealed record AnnotatorCount(string Annotator, int Tracks);

/// <summary>
/// How much annotators agree: the cosine similarity of two people's texts by the text encoder of the bundle, -1 to 1, for the same track
/// and, to compare with, for different ones.
/// </summary>
/// <param name="Tracks">Tracks that several people described.</param>
/// <param name="SameTrack">Mean over pairs of texts about the same track.</param>
/// <param name="OtherTrack">Mean over pairs about different tracks; null where there is but one track.</param>
public sealed record Agreement(int Tracks, double SameTrack, double? OtherTrack);
