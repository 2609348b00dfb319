using Viml.Corpus;
using Viml.Corpus.Descriptions;
using Viml.Corpus.Latents;
using Viml.Models.Tagging;
using Viml.Training.Datasets;
using Viml.Training.Synthesis;

namespace Viml.Training.Fitting;

/// <summary>A text about music with what is true of the music.</summary>
internal sealed record TextExample(string Text, IReadOnlyDictionary<string, float> Tags, IReadOnlyDictionary<string, float> Measures)
{
    /// <summary>
    /// Texts about pieces that were drawn but never rendered: descriptions cost nothing, so the text encoder can read far more of them than
    /// there is music. Half are written by the describer, a quarter each by the two ways to synthesise texts from tags.
    /// </summary>
    /// <param name="corpusSeed">Another seed than that of any corpus the result is tested on.</param>
    public static TextExample Draw(ulong corpusSeed, int index)
    {
        var piece = LatentSampler.Sample(corpusSeed, index, durationSeconds: 30);
        var random = new RandomStream(piece.Seed).Fork("text example");
        var tags = piece.Tags();
        var text = random.Below(4) switch
        {
            0 => TextSynthesizers.ByName("tags").Synthesize(Scored(tags), random.Next()),
            1 => TextSynthesizers.ByName("data2text").Synthesize(Scored(tags), random.Next()),
            _ => Describer.Describe(piece, random.Next()),
        };
        return new TextExample(text, tags.ToDictionary(tag => tag, _ => 1f), piece.Measures());
    }

    /// <summary>Every text of the clips.</summary>
    public static IEnumerable<TextExample> From(IEnumerable<Clip> clips) =>
        clips.SelectMany(clip => clip.Texts.Values.SelectMany(texts => texts).Select(text => new TextExample(text, clip.Tags, clip.Measures)));

    /// <summary>Every tag of the vocabulary alone, as people type it: the shortest query there is.</summary>
    public static IEnumerable<TextExample> SingleTags() => TagVocabulary.Default.Names.Zip(TagVocabulary.Default.Labels)
        .Select(tag => new TextExample(tag.Second, new Dictionary<string, float> { [tag.First] = 1 }, new Dictionary<string, float>()));

    private static ScoredTag[] Scored(IReadOnlyList<string> tags) => [.. tags.Select(tag => new ScoredTag(tag, 1))];
}
