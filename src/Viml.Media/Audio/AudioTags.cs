namespace Viml.Media.Audio;

/// <summary>The tags of an audio file; null leaves a tag out.</summary>
public sealed record AudioTags(string? Title = null, string? Artist = null, string? Album = null, string? Genre = null)
{
    /// <summary>The tags as arguments of ffmpeg.</summary>
    internal IEnumerable<string> Arguments()
    {
        foreach (var (name, value) in new[] { ("title", Title), ("artist", Artist), ("album", Album), ("genre", Genre) })
        {
            if (value is null) continue;
            if (value.Contains('\0')) throw new ArgumentException($"The {name} tag holds a zero character.", nameof(value));
            yield return "-metadata";
            yield return $"{name}={value}";
        }
    }
}
