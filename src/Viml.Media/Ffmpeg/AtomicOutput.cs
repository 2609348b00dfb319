namespace Viml.Media.Ffmpeg;

/// <summary>
/// A file that appears under its name only when it is complete: written beside it and renamed. Not committed means deleted.
/// </summary>
internal sealed class AtomicOutput : IDisposable
{
    private readonly string _target;
    private bool _committed;

    public AtomicOutput(string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        _target = Path.GetFullPath(target);
        TemporaryPath = Path.Combine(Path.GetDirectoryName(_target)!, $".viml-{Guid.NewGuid():N}.part");
    }

    /// <summary>Where to write.</summary>
    public string TemporaryPath { get; }

    public void Commit()
    {
        File.Move(TemporaryPath, _target, overwrite: true);
        _committed = true;
    }

    public void Dispose()
    {
        if (!_committed) File.Delete(TemporaryPath);
    }
}
