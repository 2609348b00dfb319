using Viml.Corpus;
using Viml.Engine.Kernels;
using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Training.Datasets;
using Viml.Training.Synthesis;

namespace Viml.Training.Fitting;

/// <summary>
/// Turns prepared clips into what ViML is trained on: base features of music, video and texts, the texts being the clip's own and those
/// synthesised from tags: the tags that MusiCNN finds, or, with a frozen music encoder, those of the clip.
/// </summary>
/// <param name="music">Encodes music that has no features yet; null where all music has.</param>
/// <param name="text">The text encoder.</param>
internal sealed class ClipEncoding(MusicShards? music, ITextEncoder text)
{
    private const string HumanTexts = "human";
    private const int SynthesizedTexts = 3; // per clip and method

    /// <summary>Encodes the clips that have a video, in their order.</summary>
    public EncodedClip[] Run(IEnumerable<PreparedClip> clips, CancellationToken cancellation)
    {
        PreparedClip[] seen = [.. clips.Where(clip => clip.Video is not null)];
        return music is null
            ? [.. seen.Select(clip => Describe(clip, clip.Music!, null))]
            : [.. music.Encode(seen, cancellation).Zip(seen, (encoded, clip) => Describe(clip, encoded.Features, encoded.Tags))];
    }

    /// <summary>The steps of a text, one after the other.</summary>
    public float[] Encode(string sentence) => text.EncodeSteps(sentence).Values;

    private EncodedClip Describe(PreparedClip clip, FeatureSequence features, float[]? tags)
    {
        ScoredTag[] scored = tags is null
            ? [.. clip.Clip.Tags.Select(tag => new ScoredTag(tag.Key, tag.Value))]
            : [.. tags.Select((probability, tag) => new ScoredTag(TagVocabulary.Default.Names[tag], Math.Clamp(probability, 0, 1)))];
        var seed = new RandomStream(RandomStream.Hash(clip.Clip.Id)).Fork("synthesis");
        var synthesized = TextSynthesizers.All
            .SelectMany(method => Enumerable.Range(0, SynthesizedTexts).Select(_ => method.Synthesize(scored, seed.Next()))).ToArray();
        var own = clip.Clip.Texts.GetValueOrDefault(HumanTexts) ?? [];
        return new EncodedClip(
            clip.Clip, features, clip.Video!, tags, [.. own.Concat(synthesized).Select(Encode)],
            own.Count > 0 ? Encode(own[0]) : null, Encode(synthesized[^1]));
    }
}

/// <summary>
/// Encodes music with a trained MusiCNN. Features and tags stay in shards of the work folder, under the hash of the encoder's weights, so
/// that the next training of ViML starts at once.
/// </summary>
/// <param name="work">The work folder.</param>
/// <param name="encoder">The music encoder.</param>
/// <param name="hash">Identifies its weights.</param>
internal sealed class MusicShards(string work, MusiCnnEncoder encoder, string hash)
{
    private const int ClipsPerShard = 64;

    private readonly DatasetEncoder _features = new($"{encoder.Name}-{hash}", MusiCnnEncoder.CodeVersion, encoder.Width, encoder.Rate);
    private readonly DatasetEncoder _tags = new($"{encoder.Name}-{hash}-tags", MusiCnnEncoder.CodeVersion, TagVocabulary.Default.Count,
        encoder.Rate);

    /// <summary>The base features of each clip, and the probabilities of its tags.</summary>
    public IEnumerable<(FeatureSequence Features, float[] Tags)> Encode(IReadOnlyList<PreparedClip> clips, CancellationToken cancellation)
    {
        foreach (var members in clips.Chunk(ClipsPerShard))
        {
            cancellation.ThrowIfCancellationRequested();
            var shard = $"{members[0].Clip.Id}--{members[^1].Clip.Id}";
            var tags = File.Exists(FeatureShard.PathOf(work, _tags.Name, shard)) ? FeatureShard.Read(work, _tags, shard) : null;
            if (tags is null || !members.All(clip => tags.ContainsKey(clip.Key)))
            {
                Write(shard, members);
                tags = FeatureShard.Read(work, _tags, shard);
            }
            var features = FeatureShard.Read(work, _features, shard);
            foreach (var clip in members) yield return (features[clip.Key], tags[clip.Key].Values);
        }
    }

    private void Write(string shard, PreparedClip[] clips)
    {
        var (features, tags) = (new FeatureSequence[clips.Length], new FeatureSequence[clips.Length]);
        Parallelism.For(clips.Length, i =>
        {
            (features[i], var found) = MusicTask.Encode(encoder, clips[i].Windows!);
            tags[i] = new FeatureSequence(found, 1, found.Length, encoder.Rate);
        });
        FeatureShard.Write(work, _features, shard, ByKey(features));
        FeatureShard.Write(work, _tags, shard, ByKey(tags)); // last: with it the shard is complete

        Dictionary<string, FeatureSequence> ByKey(FeatureSequence[] sequences) =>
            clips.Zip(sequences).ToDictionary(pair => pair.First.Key, pair => pair.Second);
    }
}
