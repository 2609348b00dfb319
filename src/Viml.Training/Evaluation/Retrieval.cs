using Viml.Models;

namespace Viml.Training.Evaluation;

/// <summary>Measures how well queries find their music, which is embedded once for every kind of query.</summary>
/// <param name="model">The model.</param>
/// <param name="music">Base features of the music.</param>
/// <param name="pool">How many tracks each query is ranked against.</param>
internal sealed class Retrieval(IRetrievalModel model, IReadOnlyList<FeatureSequence> music, int pool)
{
    private readonly float[] _music = model.EmbedMusic(music);

    /// <summary>Ranks the music for each query; query <c>i</c> looks for music <c>i</c>.</summary>
    public RetrievalMetrics Measure(IEnumerable<RetrievalQuery> queries) =>
        RetrievalMetrics.Measure(model.EmbedQueries([.. queries]), _music, model.Width, pool);
}
