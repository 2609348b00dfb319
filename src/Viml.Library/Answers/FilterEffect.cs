namespace Viml.Library.Answers;

/// <summary>What a filter did.</summary>
/// <param name="Filter">The filter in words.</param>
/// <param name="Removed">How many of the tracks that passed the filters before it were removed.</param>
public sealed record FilterEffect(string Filter, int Removed);
