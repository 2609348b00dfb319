using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Engine.Kernels;
using Viml.Engine.Randomness;

namespace Viml.Training.Datasets;

/// <summary>
/// Makes a dataset of another one, such as a corpus, with texts synthesised from its tags by every method. The media stay where they are.
/// </summary>
public static class CorpusDataset
{
    private const int TextsEach = 4; // of a method, for a clip
    private const string Human = "human", Tags = "tags"; // sources of texts

    /// <summary>Writes the dataset. Texts that are there are kept.</summary>
    /// <param name="corpus">The folder of the corpus, which may grow meanwhile: what is complete when it is read counts.</param>
    /// <param name="output">The dataset folder to write.</param>
    /// <param name="isBenchmark">
    /// Makes the open benchmark: its splits (<see cref="BenchmarkSplit"/>), synthesised texts to train and validate with and none by
    /// people, people's texts and lists of tags to test with.
    /// </param>
    /// <param name="progress">Told how many clips have their texts.</param>
    /// <exception cref="DatasetException">The corpus is not readable or leaks, or the output already holds a dataset.</exception>
    public static DatasetInfo Write(string corpus, string output, bool isBenchmark = false, Action<int, int>? progress = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(corpus);
        ArgumentException.ThrowIfNullOrEmpty(output);
        DatasetFolder.RequireNew(output);
        var info = DatasetInfo.Read(corpus);
        Clip[] clips = [.. ClipFile.ReadComplete(corpus)];
        if (isBenchmark)
        {
            // Pieces are made side by side and come in any order; by their numbers, those that are added are behind.
            Array.Sort(clips, (one, other) => string.CompareOrdinal(one.Id, other.Id));
            var split = new BenchmarkSplit();
            clips = [.. clips.Select(clip => clip with { Split = split.Next(clip.MusicKey) })];
        }
        var done = 0;
        Parallelism.For(clips.Length, at =>
        {
            var clip = clips[at];
            var texts = WithSynthesized(clip);
            if (isBenchmark) texts = texts.Where(source => IsForBenchmark(source.Key, clip.Split)).ToDictionary();
            clips[at] = clip with { Video = Moved(clip.Video), Music = Moved(clip.Music), Texts = texts };
            progress?.Invoke(Interlocked.Increment(ref done), clips.Length);
        });
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

    private static bool IsForBenchmark(string source, string split) => split == Splits.Test ? source is Human or Tags : source != Human;
}
