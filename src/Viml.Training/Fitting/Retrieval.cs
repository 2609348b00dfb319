using Viml.Models.VideoMusic;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>What a query is made of.</summary>
public enum QueryKind
{
    /// <summary>The video alone, with the empty text.</summary>
    Video,

    /// <summary>A description alone.</summary>
    Text,

    /// <summary>Video and description.</summary>
    VideoAndText,
}

/// <summary>Measures how well a model finds the music of clips.</summary>
internal static class Retrieval
{
    public static RetrievalMetrics Measure(VideoMusicModel model, IReadOnlyList<EncodedClip> clips, QueryKind kind, int pool)
    {
        var width = model.Config.JointWidth;
        var queries = new float[clips.Count * width];
        Viml.Engine.Kernels.Parallelism.For(clips.Count, i =>
        {
            var clip = clips[i];
            model.EmbedQuery(kind == QueryKind.Text ? null : clip.Video, kind == QueryKind.Video ? [] : clip.Description).CopyTo(queries.AsSpan(i * width));
        });
        return RetrievalMetrics.Measure(queries, model.EmbedMusic([.. clips.Select(clip => clip.Music)]), width, pool);
    }
}
