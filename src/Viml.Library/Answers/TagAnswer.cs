using System.Text.Json.Serialization;

namespace Viml.Library.Answers;

/// <summary>The tags of one music file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Title">Title in the file; null where it has none.</param>
/// <param name="Artist">Artist in the file; null where it has none.</param>
/// <param name="Duration">Seconds of sound.</param>
/// <param name="Bundle">The bundle of the tagger, or the name and version of a public tagger.</param>
/// <param name="Tags">Every tag that the tagger can hear, most probable first.</param>
/// <param name="Warning">What is wrong with a file that could be decoded in part; null if nothing.</param>
public sealed record TagAnswer(
    string Path, string? Title, string? Artist, double Duration, BundleReference Bundle, IReadOnlyList<TrackTag> Tags, string? Warning)
{
    /// <summary>
    /// Tags of the vocabulary by name that the tagger cannot hear in recordings, and which are not among the tags; null where that is not
    /// known.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Unheard { get; init; }
}
