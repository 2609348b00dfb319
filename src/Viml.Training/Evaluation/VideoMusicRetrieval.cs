using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Viml.Models;
using Viml.Models.VideoMusic;

namespace Viml.Training.Evaluation;

/// <summary>ViML as a model to measure.</summary>
internal sealed class VideoMusicRetrieval(VideoMusicModel model) : IRetrievalModel
{
    public int Width => model.Config.JointWidth;

    public ParameterSet Parameters => model.Parameters;

    public float[] EmbedQueries(IReadOnlyList<RetrievalQuery> queries)
    {
        var embeddings = new float[queries.Count * Width];
        Parallelism.For(queries.Count, i => model.EmbedQuery(queries[i].Video, queries[i].Text ?? []).CopyTo(embeddings.AsSpan(i * Width)));
        return embeddings;
    }

    public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music) => model.EmbedMusic(music);
}
