using Viml.Models;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting.Teaching;

/// <summary>Keeps what teachers hear in shards of the work folder: they are slower than the network that learns from them.</summary>
/// <param name="work">The work folder.</param>
/// <param name="teachers">The teachers.</param>
internal sealed class TeacherShards(string work, Teachers teachers)
{
    private const int ClipsPerShard = 64;

    /// <summary>What the teachers hear in each clip, rounded to float16.</summary>
    public IReadOnlyList<FeatureSequence> Listen(
        IReadOnlyList<PreparedClip> clips, IProgress<PreparationProgress>? progress, CancellationToken cancellation)
    {
        var heard = new List<FeatureSequence>();
        foreach (var members in clips.Chunk(ClipsPerShard))
        {
            cancellation.ThrowIfCancellationRequested();
            var shard = $"{members[0].Clip.Id}--{members[^1].Clip.Id}";
            var kept = Read(shard);
            if (kept is null || !members.All(clip => kept.ContainsKey(clip.Key)))
            {
                FeatureShard.Write(work, teachers.View, shard, members.ToDictionary(clip => clip.Key, clip => Listen(clip, cancellation)));
                kept = Read(shard)!;
            }
            heard.AddRange(members.Select(clip => kept[clip.Key]));
            progress?.Report(new PreparationProgress(heard.Count, 0, clips.Count, "asking the teachers"));
        }
        return heard;
    }

    private FeatureSequence Listen(PreparedClip clip, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return teachers.Listen(clip.Windows!);
    }

    // Shards of other teachers are named the same and are written anew.
    private IReadOnlyDictionary<string, FeatureSequence>? Read(string shard)
    {
        try
        {
            return FeatureShard.Read(work, teachers.View, shard);
        }
        catch (DatasetException)
        {
            return null;
        }
    }
}
