namespace Viml.Descriptions.Methods;

/// <summary>How a text came about.</summary>
public enum DraftOutcome
{
    /// <summary>The method wrote it, and it passed the checks.</summary>
    Kept,

    /// <summary>What the method wrote did not pass; a simpler method wrote this instead.</summary>
    FellBack,

    /// <summary>No tag was confident enough to be said: there is no text.</summary>
    NothingToSay,
}

/// <summary>A text about music.</summary>
/// <param name="Text">The text; empty where there is nothing to say.</param>
/// <param name="Outcome">How it came about.</param>
/// <param name="Attempts">How often a text was written before this one was kept or given up.</param>
/// <param name="Reason">Why it fell back; null otherwise.</param>
public sealed record Draft(string Text, DraftOutcome Outcome, int Attempts = 1, string? Reason = null)
{
    /// <summary>A draft of <paramref name="text"/>, which may be empty.</summary>
    public static Draft Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Draft(text, text.Length == 0 ? DraftOutcome.NothingToSay : DraftOutcome.Kept);
    }
}
