using Viml.Corpus.Descriptions;
using Viml.Corpus.Latents;
using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Models.Tagging;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>A text about music with what is true of the music.</summary>
internal sealed record TextExample(string Text, IReadOnlyDictionary<string, float> Tags, IReadOnlyDictionary<string, float> Measures)
{
    /// <summary>Every text of the clips.</summary>
    public static IEnumerable<TextExample> From(IEnumerable<Clip> clips) => clips.SelectMany(
        clip => clip.Texts.Values.SelectMany(texts => texts).Select(text => new TextExample(text, clip.Tags, clip.Measures)));

    /// <summary>Every tag of the vocabulary alone, as people type it: the shortest query there is.</summary>
    public static IEnumerable<TextExample> SingleTags() => TagVocabulary.Default.Names.Zip(TagVocabulary.Default.Labels)
        .Select(tag => new TextExample(tag.Second, new Dictionary<string, float> { [tag.First] = 1 }, new Dictionary<string, float>()));
}

/// <summary>
/// The endless texts that the words encoder is trained on. Descriptions of pieces that were never rendered cost nothing, so there are far
/// more of them than there is music; a fifth are the texts of the clips.
/// </summary>
internal sealed class TextExamples
{
    private static readonly TextExample[] Single = [.. TextExample.SingleTags()];

    private readonly ulong _seed;
    private readonly TextExample[] _own;

    /// <summary>Collects the texts.</summary>
    /// <param name="name">Decides which pieces are drawn; no corpus may have the hash of it as its seed.</param>
    /// <param name="clips">The training clips.</param>
    public TextExamples(string name, IReadOnlyList<Clip> clips)
    {
        _seed = RandomStream.Hash(name);
        _own = [.. TextExample.From(clips)];
        Measures = MeasureHead.NamesOf([.. clips.Select(clip => clip.Measures), Draw(0).Measures]);
    }

    /// <summary>The measures that every example has.</summary>
    public IReadOnlyList<string> Measures { get; }

    /// <summary>Example by number.</summary>
    public TextExample At(int number)
    {
        var random = new RandomStream(_seed).Fork($"choice {number}");
        return random.Below(20) switch
        {
            < 4 when _own.Length > 0 => _own[random.Below(_own.Length)],
            4 when Measures.Count == 0 => Single[random.Below(Single.Length)],
            _ => Draw(number),
        };
    }

    /// <summary>Half are written by the describer, a quarter each by the two ways to synthesise texts from tags.</summary>
    private TextExample Draw(int index)
    {
        var piece = LatentSampler.Sample(_seed, index, durationSeconds: 30);
        var random = new RandomStream(piece.Seed).Fork("text example");
        var tags = piece.Tags();
        ScoredTag[] scored = [.. tags.Select(tag => new ScoredTag(tag, 1))];
        var text = random.Below(4) switch
        {
            0 => BuiltInMethod.ByName("tags").Write(scored, random.Next()).Text,
            1 => BuiltInMethod.ByName("data2text").Write(scored, random.Next()).Text,
            _ => Describer.Describe(piece, random.Next()),
        };
        return new TextExample(text, tags.ToDictionary(tag => tag, _ => 1f), piece.Measures());
    }
}
