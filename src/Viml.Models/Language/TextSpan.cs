namespace Viml.Models.Language;

/// <summary>A stretch of a text, in UTF-16 units.</summary>
/// <param name="Start">Index of the first unit.</param>
/// <param name="Length">Number of units.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Index behind the last unit.</summary>
    public int End => Start + Length;

    /// <summary>The stretch itself.</summary>
    public string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Substring(Start, Length);
    }

    /// <summary>Whether another stretch lies in this one.</summary>
    public bool Covers(TextSpan other) => Start <= other.Start && other.End <= End;

    /// <summary>Whether another stretch has a part in common with this one.</summary>
    public bool Meets(TextSpan other) => Start < other.End && other.Start < End;

    /// <summary>From the start of the first to the end of the last.</summary>
    public static TextSpan Over(TextSpan first, TextSpan last) => new(first.Start, last.End - first.Start);
}
