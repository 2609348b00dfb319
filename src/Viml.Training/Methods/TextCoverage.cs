namespace Viml.Training.Methods;

/// <summary>
/// Which clips are asked about where some lack a text, such as music of which the tagger is sure of nothing: every kind of query is then
/// asked of the same clips, so that figures can be compared.
/// </summary>
internal static class TextCoverage
{
    /// <summary>The sources that at least half of the clips have, and the clips that have them all.</summary>
    /// <param name="clips">The clips.</param>
    /// <param name="sources">The sources that may be asked with. One is left out if with it fewer than two pieces of music remain.</param>
    public static (IReadOnlyList<PairedClip> Clips, IReadOnlyList<string> Sources) Of(
        IReadOnlyList<PairedClip> clips, IEnumerable<string> sources)
    {
        var (kept, measured) = (clips, new List<string>());
        foreach (var source in sources)
        {
            PairedClip[] having = [.. kept.Where(clip => clip.TextsBy(source).Count > 0)];
            if (2 * having.Length < clips.Count || having.DistinctBy(clip => clip.MusicKey).Count() < 2) continue;
            kept = having;
            measured.Add(source);
        }
        return (kept, measured);
    }
}
