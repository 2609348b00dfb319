namespace Viml.Library.Indexing;

/// <summary>What to index, and how.</summary>
public sealed record IndexRequest
{
    /// <summary>The folders to look through; empty means those the library remembers.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Encode every file again, also the unchanged and the broken ones, and change to the music encoder of the bundle if it is another.</summary>
    public bool Again { get; init; }

    /// <summary>Try files again that failed before and have not changed since.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Compare the content of files whose size and time have not changed, too. Reads every file.</summary>
    public bool CheckContent { get; init; }

    /// <summary>Index the sound of video files, too.</summary>
    public bool IncludeVideos { get; init; }

    /// <summary>How long to wait while another process indexes the same library; zero stops at once with an error.</summary>
    public TimeSpan WaitForOther { get; init; }

    /// <summary>Told who is indexing before the first wait.</summary>
    public Action<string>? Waiting { get; init; }
}
