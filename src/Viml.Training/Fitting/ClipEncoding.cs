using Viml.Corpus;
using Viml.Engine.Kernels;
using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Models.Words;
using Viml.Training.Datasets;
using Viml.Training.Synthesis;

namespace Viml.Training.Fitting;

/// <summary>
/// Turns prepared clips into what ViML is fitted on: base features of music, video and texts, the texts being the clip's own and those
/// synthesised from the tags heard. Music features stay in shards of the work folder, under the hash of the encoder's weights, so that
/// the next fitting of ViML begins at once.
/// </summary>
/// <param name="work">The work folder.</param>
/// <param name="music">The music encoder.</param>
/// <param name="weights">Names the weights of <paramref name="music"/>.</param>
/// <param name="text">The text encoder.</param>
internal sealed class ClipEncoding(string work, MusiCnnEncoder music, string weights, WordsEncoder text)
{
    private const int ClipsPerShard = 64;
    private const string HumanTexts = "human";
    private const int SynthesizedTexts = 3; // per clip and method

    private readonly DatasetEncoder _features = new($"{music.Name}-{weights}", MusiCnnEncoder.CodeVersion, music.Width, music.Rate);
    private readonly DatasetEncoder _tags = new($"{music.Name}-{weights}-tags", MusiCnnEncoder.CodeVersion, TagVocabulary.Default.Count, music.Rate);

    /// <summary>Encodes the clips that have a video, in their order.</summary>
    public EncodedClip[] Run(IEnumerable<PreparedClip> clips, CancellationToken cancellation)
    {
        var encoded = new List<EncodedClip>();
        foreach (var members in clips.Where(clip => clip.Video is not null).Chunk(ClipsPerShard))
        {
            cancellation.ThrowIfCancellationRequested();
            var shard = $"{members[0].Clip.Id}--{members[^1].Clip.Id}";
            var kept = File.Exists(FeatureShard.PathOf(work, _tags.Name, shard)) ? FeatureShard.Read(work, _tags, shard) : null;
            if (kept is null || !members.All(clip => kept.ContainsKey(clip.Key)))
            {
                Write(shard, members);
                kept = FeatureShard.Read(work, _tags, shard);
            }
            var features = FeatureShard.Read(work, _features, shard);
            encoded.AddRange(members.Select(clip => Describe(clip, features[clip.Key], kept[clip.Key].Values)));
        }
        return [.. encoded];
    }

    /// <summary>The feature of a text.</summary>
    public float[] Encode(string sentence)
    {
        var feature = new float[text.Width];
        text.Encode(sentence, feature);
        return feature;
    }

    private void Write(string shard, PreparedClip[] clips)
    {
        var (features, tags) = (new FeatureSequence[clips.Length], new FeatureSequence[clips.Length]);
        Parallelism.For(clips.Length, i =>
        {
            (features[i], var heard) = MusicTask.Encode(music, clips[i].Music);
            tags[i] = new FeatureSequence(heard, 1, heard.Length, music.Rate);
        });
        FeatureShard.Write(work, _features, shard, ByKey(features));
        FeatureShard.Write(work, _tags, shard, ByKey(tags)); // last: it says that the shard is complete

        Dictionary<string, FeatureSequence> ByKey(FeatureSequence[] sequences) =>
            clips.Zip(sequences).ToDictionary(pair => pair.First.Key, pair => pair.Second);
    }

    private EncodedClip Describe(PreparedClip clip, FeatureSequence features, float[] heard)
    {
        var scored = heard.Select((probability, tag) => new ScoredTag(TagVocabulary.Default.Names[tag], Math.Clamp(probability, 0, 1))).ToArray();
        var seed = new RandomStream(RandomStream.Hash(clip.Clip.Id)).Fork("synthesis");
        var synthesized = TextSynthesizers.All
            .SelectMany(method => Enumerable.Range(0, SynthesizedTexts).Select(_ => method.Synthesize(scored, seed.Next()))).ToArray();
        var own = clip.Clip.Texts.GetValueOrDefault(HumanTexts) ?? [];
        return new EncodedClip(
            clip.Clip, features, clip.Video!, heard, [.. own.Concat(synthesized).Select(Encode)],
            own.Count > 0 ? Encode(own[0]) : null, Encode(synthesized[^1]));
    }
}
