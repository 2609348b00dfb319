using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Viml.Models.Words;

namespace Viml.Testing;

/// <summary>A very small bundle with random weights, to test everything around the models. Its recommendations mean nothing.</summary>
internal static class RandomBundle
{
    /// <summary>Writes the bundle; the same seed gives the same weights.</summary>
    public static BundleManifest Write(string folder, int seed)
    {
        var musiCnn = MusiCnn.Random(
            new MusiCnnConfig { VerticalFilters = 2, HorizontalFilters = 2, MiddleFilters = 4, Features = 8 }, seed);
        var words = WordsModel.Random(new WordsConfig { Buckets = 256, EmbeddingWidth = 8, HiddenWidth = 16, Width = 16 }, seed);
        FillTable(words, seed);
        var sizes = VideoMusicConfig.Default(SceneFeatures.Count, MusiCnnEncoder.WidthOf(musiCnn.Config), words.Config.Width);
        var model = VideoMusicModel.Random(sizes with { Width = 16, Heads = 2, FeedForward = 32, Layers = 1 }, seed);
        var nullText = new float[words.Config.Width];
        new WordsEncoder(words).Encode("", nullText);
        model.SetNullText(nullText);
        return BundleWriter.Write(folder, new BundleDescription
        {
            Name = "random",
            Version = "0",
            Licence = "CC0-1.0",
            Created = DateTimeOffset.UnixEpoch,
            Training = new TrainingRecord("none: random weights", seed, "none"),
            Card = $"# Random weights\n\nFor tests. Tags: {TagVocabulary.Default.Count}.\n",
        }, new BundleModels { MusiCnn = musiCnn, Words = words, Model = model });
    }

    /// <summary>An untrained table is all zero, which would make all texts the same.</summary>
    private static void FillTable(WordsModel words, int seed)
    {
        var random = new Random(seed);
        foreach (ref var value in words.Parameters.All.First(pair => pair.Name == "embedding.weight").Variable.Value.Span)
            value = (float)(random.NextDouble() * 2 - 1);
    }
}
