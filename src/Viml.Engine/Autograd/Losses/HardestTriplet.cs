using System.Numerics.Tensors;
using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// The mean over the rows of max(0, margin - cos(query i, target i) + max over j of cos(query i, target j)), where j is of another
    /// group than i: the hinge of <see cref="Triplet"/> with the negative of the batch that violates it most. A row without one counts 0.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="query">Vectors [batch, width], normalised here.</param>
    /// <param name="target">Vectors [batch, width], normalised here.</param>
    /// <param name="margin">In cosine similarity.</param>
    /// <param name="groups">A number for each row [batch]; rows of one number hold the same thing. Read again by every replay.</param>
    public static Variable HardestTriplet(this Tape tape, Variable query, Variable target, float margin, ReadOnlyMemory<int> groups)
    {
        ShapeCheck.Rank("HardestTriplet", query, 2, "[batch, width]");
        ShapeCheck.That(
            query.Shape.SequenceEqual(target.Shape) && query.Size(0) > 0, "HardestTriplet", query, target,
            "they must be equal and not empty");
        if (groups.Length != query.Size(0))
            throw new ArgumentException($"HardestTriplet: groups must be [{query.Size(0)}], are [{groups.Length}].", nameof(groups));
        return tape.Record(new HardestTripletOperation(tape, tape.L2Normalize(query), tape.L2Normalize(target), margin, groups));
    }
}

/// <summary>The hinge on similarities of unit vectors, with the nearest wrong target of each row.</summary>
internal sealed class HardestTripletOperation(Tape tape, Variable query, Variable target, float margin, ReadOnlyMemory<int> groups)
    : Operation(tape, [], query, target)
{
    private readonly int _batch = query.Size(0), _width = query.Size(1);
    private readonly float[] _similarities = new float[query.Size(0) * query.Size(0)];
    private readonly int[] _violating = new int[query.Size(0)]; // -1 where the hinge is 0

    public override void Forward()
    {
        Gemm.Multiply(new(query.Span, _batch, _width), new Matrix(target.Span, _batch, _width).Transposed, _similarities);
        var sum = 0.0;
        for (var row = 0; row < _batch; row++)
        {
            var line = _similarities.AsSpan(row * _batch, _batch);
            var nearest = Nearest(line, row);
            var hinge = nearest < 0 ? 0 : margin - line[row] + line[nearest];
            _violating[row] = hinge > 0 ? nearest : -1;
            sum += Math.Max(hinge, 0);
        }
        Output.Span[0] = (float)(sum / _batch);
    }

    public override void Backward()
    {
        var factor = Output.GradientSpan[0] / _batch;
        for (var row = 0; row < _batch; row++)
        {
            if (_violating[row] is not (>= 0 and var nearest)) continue;
            Add(query, row, target.Span, nearest, factor);
            Add(query, row, target.Span, row, -factor);
            Add(target, row, query.Span, row, -factor);
            Add(target, nearest, query.Span, row, factor);
        }
    }

    private int Nearest(ReadOnlySpan<float> line, int own)
    {
        var group = groups.Span;
        var nearest = -1;
        for (var j = 0; j < _batch; j++)
            if (group[j] != group[own] && (nearest < 0 || line[j] > line[nearest])) nearest = j;
        return nearest;
    }

    private void Add(Variable variable, int row, ReadOnlySpan<float> values, int from, float factor)
    {
        if (!variable.RequiresGradient) return;
        var gradient = variable.GradientSpan.Slice(row * _width, _width);
        TensorPrimitives.MultiplyAdd(values.Slice(from * _width, _width), factor, gradient, gradient);
    }
}
