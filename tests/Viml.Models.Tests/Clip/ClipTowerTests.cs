using Viml.Engine.Kernels;
using Viml.Engine.Weights;
using Viml.Models.Clip;
using Viml.Testing;

namespace Viml.Models.Tests.Clip;

public sealed class ClipTowerTests
{
    private static readonly string Folder = Path.Combine(TestPaths.Fixtures, "clip");

    [Fact]
    public void Images_are_embedded_as_in_the_reference()
    {
        using var expected = SafeTensorsFile.Open(Path.Combine(Folder, "expected.safetensors"));
        using var weights = SafeTensorsFile.Open(Path.Combine(Folder, "model.safetensors"));
        var tower = ClipImageTower.Load(ClipConfigFile.Read(Path.Combine(Folder, "config.json")), weights);
        var actual = new float[3 * tower.Width];

        tower.Encode(expected.Read("image").Span, 3, actual);

        Close.Assert(expected.Read("image_embeds").Span, actual, 1e-4, 0, "image embeddings");
    }

    [Fact]
    public void Texts_are_embedded_as_in_the_reference_though_nothing_behind_the_end_token_is_computed()
    {
        using var expected = SafeTensorsFile.Open(Path.Combine(Folder, "expected.safetensors"));
        using var weights = SafeTensorsFile.Open(Path.Combine(Folder, "model.safetensors"));
        var tower = ClipTextTower.Load(ClipConfigFile.Read(Path.Combine(Folder, "config.json")), weights);
        var tokens = expected.ReadInt64("token_ids").Select(id => (int)id).Chunk(77).ToArray();
        var actual = new float[tokens.Length * tower.Width];

        for (var i = 0; i < tokens.Length; i++)
            tower.Encode(tokens[i].AsSpan(0, Array.IndexOf(tokens[i], 599) + 1), actual.AsSpan(i * tower.Width, tower.Width));

        Close.Assert(expected.Read("text_embeds").Span, actual, 1e-4, 0, "text embeddings");
    }

    [Fact]
    public void Batches_of_any_size_give_the_same_embeddings()
    {
        var config = ClipConfig.VitB32 with
        {
            Vision = new() { Width = 24, Layers = 2, Heads = 2, FeedForward = 40 },
            Text = new() { Width = 24, Layers = 1, Heads = 2, FeedForward = 40 },
            ImageSize = 8, PatchSize = 4, Width = 10, Vocabulary = 20,
        };
        var tower = ClipImageTower.Random(config, 3);
        var random = new Random(4);
        var images = Enumerable.Range(0, 35 * tower.ImageLength).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var together = new float[35 * tower.Width];
        var alone = new float[together.Length];

        tower.Encode(images, 35, together);
        for (var i = 0; i < 35; i++)
            tower.Encode(images.AsSpan(i * tower.ImageLength, tower.ImageLength), 1, alone.AsSpan(i * tower.Width, tower.Width));

        Close.Assert(alone, together, 1e-5, 1e-4, "embeddings");
        tower.Encode([], 0, []);
    }

    [Fact]
    public void A_text_after_a_longer_one_is_not_disturbed_by_it()
    {
        var config = ClipConfig.VitB32 with
        {
            Text = new() { Width = 24, Layers = 2, Heads = 2, FeedForward = 40 }, Width = 10, Vocabulary = 20,
        };
        var tower = ClipTextTower.Random(config, 5);
        var (first, again) = (new float[10], new float[10]);
        tower.Encode([1, 2, 3, 19], first);
        tower.Encode([.. Enumerable.Range(0, 77).Select(i => i % 20)], again);
        tower.Encode([1, 2, 3, 19], again);
        Assert.Equal(first, again);
    }

    [Fact]
    public void A_pass_allocates_little()
    {
        var config = ClipConfig.VitB32 with
        {
            Vision = new() { Width = 96, Layers = 4, Heads = 4, FeedForward = 384 }, ImageSize = 64, PatchSize = 8,
        };
        var tower = ClipImageTower.Random(config, 1);
        var (images, embeddings) = (new float[16 * tower.ImageLength], new float[16 * tower.Width]);
        tower.Encode(images, 16, embeddings);
        var before = GC.GetAllocatedBytesForCurrentThread();

        tower.Encode(images, 16, embeddings);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Wrong_arguments_are_errors_with_both_numbers()
    {
        var config = ClipConfig.VitB32 with
        {
            Text = new() { Width = 24, Layers = 1, Heads = 2, FeedForward = 40 }, Width = 10, Vocabulary = 20,
        };
        var tower = ClipTextTower.Random(config, 5);
        Assert.Contains("78", Assert.Throws<ArgumentException>(() => tower.Encode(new int[78], new float[10])).Message);
        Assert.Contains("Token 20", Assert.Throws<ArgumentException>(() => tower.Encode([20], new float[10])).Message);
        Assert.Contains("10 numbers", Assert.Throws<ArgumentException>(() => tower.Encode([1], new float[9])).Message);
    }
}
