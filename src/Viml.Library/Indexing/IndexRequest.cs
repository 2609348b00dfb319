namespace Viml.Library.Indexing;

/// <summary>What to index, and how.</summary>
public sealed record IndexRequest
{
    /// <summary>The folders to index; empty means those indexed before.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>
    /// Encode every file again, including unchanged and broken ones, and change to the music encoder of the bundle if it is another.
    /// </summary>
    public bool Again { get; init; }

    /// <summary>How long to wait while another process indexes the same library; zero fails at once.</summary>
    public TimeSpan WaitForOther { get; init; }

    /// <summary>Called before the first wait with who is indexing.</summary>
    public Action<string>? Waiting { get; init; }
}
