using Viml.Engine.Autograd;

namespace Viml.Engine.Layers;

/// <summary>
/// A table of vectors by number. Parameter <c>weight</c> [rows, width], standard normal at first; only touched rows are trained in a step.
/// </summary>
public sealed class Embedding(ParameterScope scope, int rows, int width, float deviation = 1)
{
    private readonly Variable _table = scope.LookupTable("weight", rows, width, Initializer.Normal(deviation));

    /// <summary>Ids to [ids, width].</summary>
    public Variable Forward(Tape tape, ReadOnlyMemory<int> ids) => tape.Embedding(_table, ids);
}

/// <summary>Sums or means of rows of a table, for bags of subwords. Parameter <c>weight</c> [rows, width].</summary>
public sealed class EmbeddingBag(ParameterScope scope, int rows, int width, bool mean = true, float deviation = 1)
{
    private readonly Variable _table = scope.LookupTable("weight", rows, width, Initializer.Normal(deviation));

    /// <summary>Ids with offsets (one more than bags) to [bags, width], see <see cref="TapeOperations.EmbeddingBag"/>.</summary>
    public Variable Forward(Tape tape, ReadOnlyMemory<int> ids, ReadOnlyMemory<int> offsets) =>
        tape.EmbeddingBag(_table, ids, offsets, mean);
}
