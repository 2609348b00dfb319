using Viml.Library.Answers;

namespace Viml.Web.Tracks;

/// <summary>A track with all that is known of it.</summary>
/// <param name="Id">By its content: the same in every library.</param>
/// <param name="Path">Its file; of other machines' clients null.</param>
/// <param name="Title">Title in the file, else the name of the file.</param>
/// <param name="Artist">Null where the file names none; so are album and genre.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="Tags">Every tag that the tagger can hear, most probable first.</param>
/// <param name="Description">A sentence; null where the tagger is sure of nothing.</param>
/// <param name="TagsOverTime">The course of the strongest tags; null where the bundle does not give it.</param>
/// <param name="Beats">Null where they are not sure, or the file is gone.</param>
public sealed record TrackAnswer(
    string Id, string? Path, string Title, string? Artist, string? Album, string? Genre, double Duration, IReadOnlyList<TrackTag> Tags,
    string? Description, TagCourse? TagsOverTime, BeatsAnswer? Beats);

/// <summary>The beats of a track.</summary>
/// <param name="Bpm">Beats per minute.</param>
/// <param name="Confidence">The probability that the beats are right, or half or twice as many.</param>
/// <param name="BeatsPerBar">3 or 4.</param>
/// <param name="DownbeatConfidence">The probability that the downbeats are right where the beats are.</param>
/// <param name="Beats">Seconds.</param>
/// <param name="Downbeats">The beats that begin a bar, in seconds.</param>
public sealed record BeatsAnswer(
    double Bpm, double Confidence, int BeatsPerBar, double DownbeatConfidence, IReadOnlyList<double> Beats,
    IReadOnlyList<double> Downbeats);

/// <summary>A waveform.</summary>
/// <param name="Duration">Seconds of sound.</param>
/// <param name="Peaks">The loudest moments of as many equal stretches, 0 to 1.</param>
public sealed record PeaksAnswer(double Duration, IReadOnlyList<float> Peaks);

/// <summary>How loud a track is.</summary>
/// <param name="Lufs">Integrated loudness by EBU R 128.</param>
public sealed record LoudnessAnswer(double Lufs);
