using System.Text.Json.Serialization;
using Viml.Models.Tagging;

namespace Viml.Library.Answers;

/// <summary>A tag of a track.</summary>
/// <param name="Name">Its name in the vocabulary, as filters take it.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Kind">Whether it is an instrument, a genre or a mood.</param>
/// <param name="Confidence">Its probability.</param>
public sealed record TrackTag(
    string Name, string Label, [property: JsonConverter(typeof(CamelCaseConverter<TagKind>))] TagKind Kind, float Confidence);
