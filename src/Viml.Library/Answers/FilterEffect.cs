using System.Text.Json.Serialization;

namespace Viml.Library.Answers;

/// <summary>What a filter did.</summary>
/// <param name="Filter">The filter in words.</param>
/// <param name="Removed">How many of the tracks that passed the filters before it were removed.</param>
public sealed record FilterEffect(string Filter, int Removed)
{
    /// <summary>
    /// What would keep some tracks, where a tag filter removed all that were left; null where it did not, or nothing would.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TagInstead? Instead { get; init; }
}

/// <summary>A tag filter that would keep some tracks.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Confidence">The highest round confidence at which some pass.</param>
/// <param name="Keeps">How many pass.</param>
public sealed record TagInstead(string Tag, float Confidence, int Keeps);
