using Viml.Engine.Kernels;
using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting.Matching;

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

    /// <summary>The clips with base features and the probabilities of their tags.</summary>
    public IEnumerable<EncodedMusic> Encode(IReadOnlyList<PreparedClip> clips, CancellationToken cancellation)
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
            foreach (var clip in members) yield return new EncodedMusic(clip, features[clip.Key], tags[clip.Key].Values);
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
