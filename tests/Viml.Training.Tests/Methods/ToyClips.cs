using Viml.Models;
using Viml.Training.Datasets;
using Viml.Training.Methods;

namespace Viml.Training.Tests.Methods;

/// <summary>
/// Clips whose video, music and text show different parts of one hidden vector, with noise: the text tells the music apart where the video
/// does not.
/// </summary>
internal static class ToyClips
{
    public const int VideoWidth = 6, MusicWidth = 8, TextWidth = 5;
    private const int Hidden = 8, Seen = 5; // of the hidden vector, by the video

    /// <summary>Clips from <paramref name="seed"/>, with texts by "human" and "tags".</summary>
    public static PairedClip[] Make(int count, int seed) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var random = new Random(seed * 100_003 + i);
        var hidden = Enumerable.Range(0, Hidden).Select(_ => Normal(random)).ToArray();
        FeatureSequence Show(float[] part, int width, int time, int view) => new(
            [.. Enumerable.Range(0, time).SelectMany(_ => Project(part, width, view).Select(value => value + 0.1f * Normal(random)))],
            time, width, 1);
        var text = StoredFeatures.Of(Show(hidden[Seen..], TextWidth, 1, view: 3));
        return new PairedClip(
            $"{seed}-{i}", $"{seed}-{i}", StoredFeatures.Of(Show(hidden[..Seen], VideoWidth, 4, view: 1)),
            StoredFeatures.Of(Show(hidden, MusicWidth, 3, view: 2)),
            new Dictionary<string, IReadOnlyList<StoredFeatures>> { ["human"] = [text], ["tags"] = [text] });
    })];

    private static float[] Project(float[] part, int width, int view)
    {
        var random = new Random(view);
        return [.. Enumerable.Range(0, width).Select(_ => part.Sum(value => value * Normal(random)) / MathF.Sqrt(part.Length))];
    }

    private static float Normal(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
}
