using Viml.Descriptions.Facts;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Tests;

/// <summary>Sets of tags to be described.</summary>
internal static class TagSets
{
    /// <summary>Tags drawn from the whole vocabulary, which is harsher than what a tagger gives.</summary>
    public static ScoredTag[] Random(ulong seed, int count)
    {
        var names = TagVocabulary.Default.Names.ToArray();
        new RandomStream(seed).Shuffle<string>(names);
        return [.. names.Take(count).Select((name, number) => new ScoredTag(name, 0.9f - 0.005f * number))];
    }

    public static ScoredTag[] Of(string names) => [.. names.Split(' ')
        .Select((name, number) => new ScoredTag(name, 0.9f - 0.01f * number))];

    /// <summary>All 89, each as sure as the next.</summary>
    public static ScoredTag[] All => [.. TagVocabulary.Default.Names.Select(name => new ScoredTag(name, 0.9f))];
}
