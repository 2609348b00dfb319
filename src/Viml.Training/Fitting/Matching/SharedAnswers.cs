using System.Numerics.Tensors;

namespace Viml.Training.Fitting.Matching;

/// <summary>
/// Which music of a batch answers which query. A query is about its own piece, but others answer it as well: most of what is said of one
/// piece is true of many. So a part of the answer is shared out over the batch, by how well the tags of each piece fit what the query asks.
/// </summary>
/// <param name="batch">Rows of a batch.</param>
/// <param name="tags">Tags of the vocabulary.</param>
internal sealed class SharedAnswers(int batch, int tags)
{
    private const float Shared = 0.8f, SharedOfOwn = 0.2f; // of the answer
    private const float Sharpness = 5; // a fit of one more makes an answer e^5 times as good

    private readonly float[] _shared = new float[batch];
    private readonly float[] _wishes = new float[batch * tags], _standings = new float[batch * tags];

    /// <summary>How much each piece [batch * batch] (row = query) is an answer to each query.</summary>
    public float[] Relevance { get; } = new float[batch * batch];

    /// <summary>Sets a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="wish">What its query asks, of unit length.</param>
    /// <param name="standing">How the tags of its music stand out.</param>
    /// <param name="isOwn">Whether the query is about this piece rather than about music of its kind: then little is shared.</param>
    public void Set(int row, ReadOnlySpan<float> wish, ReadOnlySpan<float> standing, bool isOwn)
    {
        _shared[row] = isOwn ? SharedOfOwn : Shared;
        wish.CopyTo(_wishes.AsSpan(row * tags, tags));
        standing.CopyTo(_standings.AsSpan(row * tags, tags));
    }

    /// <summary>Computes <see cref="Relevance"/>, whose rows each have the sum 1.</summary>
    public void Share()
    {
        for (var query = 0; query < batch; query++)
        {
            var row = Relevance.AsSpan(query * batch, batch);
            var wish = _wishes.AsSpan(query * tags, tags);
            for (var music = 0; music < batch; music++)
                row[music] = Sharpness * TensorPrimitives.Dot(wish, _standings.AsSpan(music * tags, tags));
            TensorPrimitives.SoftMax(row, row);
            TensorPrimitives.Multiply(row, _shared[query], row);
            row[query] += 1 - _shared[query];
        }
    }
}
