using Viml.Models;
using Viml.Training.Datasets;

namespace Viml.Bench.Training;

/// <summary>
/// A dataset without media, whose features are random numbers of the paper's sizes: 30 x 512 of video, 10 x 256 of music.
/// </summary>
internal static class SimulatedDataset
{
    private const int ClipsPerShard = 1000, Others = 200; // to validate and to test

    public static DatasetEncoder Video { get; } = new("simulated-video", "1", 512, 1);

    public static DatasetEncoder Music { get; } = new("simulated-music", "1", 256, 1 / 3d);

    /// <summary>Writes it, unless it is there.</summary>
    public static void Write(string folder, int clips)
    {
        if (File.Exists(Path.Combine(folder, DatasetInfo.FileName))) return;
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true); // of an interrupted run
        string[] ids = [.. Enumerable.Range(0, clips + 2 * Others).Select(number => $"clip-{number:000000}")];
        using (var writer = new ClipWriter(folder))
            for (var number = 0; number < ids.Length; number++)
                writer.Append(new Clip(ids[number], null, null, 0, 30,
                    number < clips ? Splits.Train : number < clips + Others ? Splits.Validation : Splits.Test,
                    new Dictionary<string, float>(),
                    new Dictionary<string, IReadOnlyList<string>> { ["human"] = [$"text {number}"] }));
        foreach (var (members, shard) in ids.Chunk(ClipsPerShard).Select((members, shard) => (members, shard)))
            foreach (var (encoder, steps) in new[] { (Video, 30), (Music, 10) })
                FeatureShard.Write(folder, encoder, $"{shard:0000}", members.Index().ToDictionary(
                    one => one.Item, one => Draw(encoder, steps, shard * ClipsPerShard + one.Index)));
        new DatasetInfo("simulated", "none", "random numbers", new Dictionary<string, int>
        {
            [Splits.Train] = clips, [Splits.Validation] = Others, [Splits.Test] = Others,
        }, [Video, Music]).Write(folder);
    }

    /// <summary>Numbers of about unit variance.</summary>
    public static void Fill(Span<float> values, int seed)
    {
        var random = new Random(seed);
        foreach (ref var value in values) value = (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 2;
    }

    private static FeatureSequence Draw(DatasetEncoder encoder, int steps, int seed)
    {
        var values = new float[steps * encoder.Width];
        Fill(values, 2 * seed + encoder.Width % 3);
        return new FeatureSequence(values, steps, encoder.Width, encoder.Rate);
    }
}
