using Microsoft.ML.OnnxRuntime;
using Viml.Models.Clip;

namespace Viml.Bench.Cases;

/// <summary>
/// CLIP ViT-B/32 with random weights of the full size: its image tower on one image and on a batch, its text tower on a prompt of twelve
/// tokens.
/// </summary>
internal static class ClipCases
{
    private const int PromptTokens = 12;
    private static readonly ClipConfig Config = ClipConfig.VitB32;

    public static IEnumerable<BenchCase> All { get; } =
    [
        Images(1),
        Images(ClipImageTower.Batch),
        new()
        {
            Group = "clip",
            Name = "clip-text-12-tokens",
            Peers = ["PyTorch"],
            OwnPeers = OnnxRuntime.Exported("clip-text-12-tokens", () => OrtValue.CreateTensorValueFromMemory(
                [49406L, .. Enumerable.Repeat(1L, PromptTokens), 49407L, .. new long[Config.Context - PromptTokens - 2]],
                [1, Config.Context])),
            Unit = "prompts",
            Units = 1,
            Flops = 1e9 * Config.TextCost.Gflop,
            Prepare = () =>
            {
                var tower = ClipTextTower.Random(Config, 1);
                var random = new Random(2);
                int[] tokens = [49406, .. Enumerable.Range(0, PromptTokens).Select(_ => random.Next(49406)), 49407];
                var embedding = new float[tower.Width];
                return () => tower.Encode(tokens, embedding);
            },
        },
    ];

    private static BenchCase Images(int count) => new()
    {
        Group = "clip",
        Name = $"clip-images-{count}",
        Peers = ["PyTorch"],
        OwnPeers = OnnxRuntime.Exported($"clip-images-{count}", () => OrtValue.CreateTensorValueFromMemory(
            Inputs.Normal(count * 3 * Config.ImageSize * Config.ImageSize, 2), [count, 3, Config.ImageSize, Config.ImageSize])),
        Unit = "images",
        Units = count,
        Flops = 1e9 * count * Config.ImageCost.Gflop,
        Prepare = () =>
        {
            var tower = ClipImageTower.Random(Config, 1);
            var (images, embeddings) = (Inputs.Normal(count * tower.ImageLength, 2), new float[count * tower.Width]);
            return () => tower.Encode(images, count, embeddings);
        },
    };
}
