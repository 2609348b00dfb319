using Viml.Engine.Layers;
using Viml.Models;

namespace Viml.Training.Evaluation;

/// <summary>A query as base features.</summary>
/// <param name="Video">Features of a video; null for a query without one.</param>
/// <param name="Text">The feature of a text; null for a query without one.</param>
internal sealed record RetrievalQuery(FeatureSequence? Video, float[]? Text);

/// <summary>A model that finds music, as <see cref="Retrieval"/> measures it: queries and music become vectors of one space.</summary>
internal interface IRetrievalModel
{
    /// <summary>Numbers of an embedding.</summary>
    public int Width { get; }

    /// <summary>What was trained; null where nothing was.</summary>
    public ParameterSet? Parameters => null;

    /// <summary>Unit vectors of queries, <c>[queries, Width]</c>.</summary>
    public float[] EmbedQueries(IReadOnlyList<RetrievalQuery> queries);

    /// <summary>Unit vectors of music, <c>[music, Width]</c>.</summary>
    public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music);
}
