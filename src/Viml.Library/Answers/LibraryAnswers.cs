using System.Text.Json.Serialization;
using Viml.Library.Catalog;

namespace Viml.Library.Answers;

/// <summary>The libraries of the user.</summary>
public sealed record LibraryListAnswer(IReadOnlyList<NamedLibrary> Libraries);

/// <summary>One library, and the files that could not be indexed.</summary>
public sealed record LibraryShowAnswer(NamedLibrary Library, IReadOnlyList<FileFailure> Failures)
{
    /// <summary>Its tracks, where they were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TrackSummary>? Tracks { get; init; }
}

/// <summary>A track of a library in one line.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Title">Title in the file; null where it has none.</param>
/// <param name="Artist">Artist in the file; null where it has none.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="Description">A sentence about it; null where the tagger is sure of nothing.</param>
public sealed record TrackSummary(string Path, string? Title, string? Artist, double Duration, string? Description);

/// <summary>The name of a library that was removed.</summary>
public sealed record LibraryRemoveAnswer(string Removed);
