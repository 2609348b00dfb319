namespace Viml.Models.Language;

/// <summary>How strongly something is excluded.</summary>
internal enum ExclusionForce
{
    Whole,
    Weak,
    Less,
}

/// <summary>Words of a text that exclude something, or that say it shall be there after all.</summary>
/// <param name="First">Index of the first word.</param>
/// <param name="End">Index behind the last word that is taken out of the wanted text.</param>
/// <param name="Object">What is excluded; null where the words only introduce something wanted.</param>
/// <param name="Force">How strongly.</param>
/// <param name="Span">Where the words stand.</param>
/// <param name="Instead">What the wanted text says in their place: "not instrumental" asks for vocals.</param>
internal sealed record Exclusion(int First, int End, string? Object, ExclusionForce Force, TextSpan Span, string Instead = "")
{
    /// <summary>Whether the words over a stretch of the text are excluded with it.</summary>
    public bool Covers(TextSpan span) => Object is not null && End > First && Span.Covers(span);
}
