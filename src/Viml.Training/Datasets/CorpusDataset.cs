using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Engine.Randomness;

namespace Viml.Training.Datasets;

/// <summary>
/// Makes a dataset of another one, such as a corpus, with texts synthesised from its tags by every method. The media stay where they are.
/// </summary>
public static class CorpusDataset
{
    private const int TextsEach = 4; // of a method, for a clip

    /// <summary>Writes the dataset. Texts that are there are kept.</summary>
    /// <param name="corpus">The folder of the corpus.</param>
    /// <param name="output">The dataset folder to write.</param>
    /// <exception cref="DatasetException">The corpus is not readable or leaks, or the output already holds a dataset.</exception>
    public static DatasetInfo Write(string corpus, string output)
    {
        ArgumentException.ThrowIfNullOrEmpty(corpus);
        ArgumentException.ThrowIfNullOrEmpty(output);
        DatasetFolder.RequireNew(output);
        var info = DatasetInfo.Read(corpus);
        Clip[] clips = [.. ClipFile.Read(corpus).Select(clip => clip with
        {
            Video = Moved(clip.Video), Music = Moved(clip.Music), Texts = WithSynthesized(clip),
        })];
        LeakCheck.Require(output, clips);
        return DatasetFolder.Write(output, info.Name, info.Licence, info.Origin, clips);

        string? Moved(string? file) => file is null ? null : Path.GetRelativePath(output, Path.Combine(corpus, file));
    }

    /// <summary>The texts of a clip and, where it has tags, those that are made from them.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> WithSynthesized(Clip clip)
    {
        if (clip.Tags.Count == 0) return clip.Texts;
        var texts = clip.Texts.ToDictionary();
        var tags = TagNames.Read(clip.Tags.Select(tag => new ScoredTag(tag.Key, tag.Value))).Tags;
        var random = new RandomStream(RandomStream.Hash(clip.Id)).Fork("texts");
        ulong[] seeds = [.. Enumerable.Range(0, TextsEach).Select(_ => random.Next())];
        foreach (var method in BuiltInMethod.All)
        {
            string[] made = [.. seeds.Select(seed => method.Write(tags, seed).Text).Where(text => text.Length > 0).Distinct()];
            if (made.Length > 0) texts.TryAdd(method.Identity.Method, made);
        }
        return texts;
    }
}
