using Viml.Engine.Kernels;
using Viml.Models.VideoMusic;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>Measures how well a model finds the music of clips, which it embeds once for every kind of query.</summary>
internal sealed class Retrieval(VideoMusicModel model, IReadOnlyList<EncodedClip> clips, int pool)
{
    private readonly float[] _music = model.EmbedMusic([.. clips.Select(clip => clip.Music)]);

    /// <summary>Video alone, with the empty text.</summary>
    public RetrievalMetrics ByVideo() => Measure(true, null);

    /// <summary>Words alone.</summary>
    public RetrievalMetrics ByText(Func<EncodedClip, float[]> text) => Measure(false, text);

    /// <summary>Video and words.</summary>
    public RetrievalMetrics ByBoth(Func<EncodedClip, float[]> text) => Measure(true, text);

    private RetrievalMetrics Measure(bool video, Func<EncodedClip, float[]>? text)
    {
        var width = model.Config.JointWidth;
        var queries = new float[clips.Count * width];
        Parallelism.For(clips.Count, i =>
            model.EmbedQuery(video ? clips[i].Video : null, text is null ? [] : text(clips[i])).CopyTo(queries.AsSpan(i * width)));
        return RetrievalMetrics.Measure(queries, _music, width, pool);
    }
}
