namespace Viml.Training.Methods;

/// <summary>Numbers for music, by which clips of the same music are found.</summary>
internal static class MusicKeys
{
    /// <summary>A number for each clip: the same for the same music.</summary>
    public static int[] Number(IEnumerable<PairedClip> clips)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. clips.Select(clip =>
        {
            numbers.TryAdd(clip.MusicKey, numbers.Count);
            return numbers[clip.MusicKey];
        })];
    }
}
