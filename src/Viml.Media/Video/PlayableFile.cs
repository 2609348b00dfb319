namespace Viml.Media.Video;

/// <summary>A file that ffmpeg can play; one that was made for this purpose is deleted at the end.</summary>
internal sealed class PlayableFile(string path, bool isTemporary) : IDisposable
{
    public string Path { get; } = path;

    public void Dispose()
    {
        if (isTemporary) File.Delete(Path);
    }
}
