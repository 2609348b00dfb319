namespace Viml.Library.Answers;

/// <summary>The course of tags over a track.</summary>
/// <param name="Step">Seconds from one value to the next.</param>
/// <param name="Tags">The tags, the most probable of the track first.</param>
public sealed record TagCourse(double Step, IReadOnlyList<TagValues> Tags);

/// <summary>The probabilities of a tag over a track.</summary>
public sealed record TagValues(string Name, IReadOnlyList<float> Values);
