using System.Numerics.Tensors;
using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// InfoNCE (van den Oord et al. 2018; symmetric as in CLIP) of query [batch, width] and target [batch, width], whose rows i belong
    /// together: the mean cross-entropy of finding target i among all targets by cosine similarity times exp(log scale), and, when
    /// <paramref name="symmetric"/>, the mean of that and the same from target to query.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="query">Vectors [batch, width], normalised here.</param>
    /// <param name="target">Vectors [batch, width], normalised here.</param>
    /// <param name="logScale">
    /// One element, the logarithm of the inverse temperature. Its effect ends at ln 100; above, only a gradient that leads back down is
    /// passed.
    /// </param>
    /// <param name="symmetric">Whether both directions count.</param>
    /// <param name="excluded">
    /// Pairs [batch * batch] (row = query) that are no true negatives, such as two clips of one track, and are left out; marks on the
    /// diagonal are ignored. Read again by every replay.
    /// </param>
    public static Variable InfoNce(
        this Tape tape, Variable query, Variable target, Variable logScale, bool symmetric = true, ReadOnlyMemory<bool> excluded = default)
    {
        ShapeCheck.Rank("InfoNce", query, 2, "[batch, width]");
        ShapeCheck.That(
            query.Shape.SequenceEqual(target.Shape) && query.Size(0) > 0, "InfoNce", query, target, "they must be equal and not empty");
        if (logScale.Length != 1)
            throw new ArgumentException($"InfoNce: the log scale is one element, not {logScale.Value.ShapeText}.", nameof(logScale));
        var batch = query.Size(0);
        if (!excluded.IsEmpty && excluded.Length != batch * batch)
            throw new ArgumentException($"InfoNce: {excluded.Length} excluded pairs do not fit [{batch}, {batch}].", nameof(excluded));
        return tape.Record(new InfoNceOperation(tape, tape.L2Normalize(query), tape.L2Normalize(target), logScale, symmetric, excluded));
    }
}

/// <summary>Cross-entropy over the matrix of similarities of unit vectors.</summary>
internal sealed class InfoNceOperation : Operation
{
    /// <summary>CLIP keeps the scale from growing beyond 100 (Radford et al. 2021, section 2.5).</summary>
    private static readonly float MaximumLogScale = MathF.Log(100);

    private readonly Variable _query, _target, _logScale;
    private readonly bool _symmetric;
    private readonly ReadOnlyMemory<bool> _excluded;
    private readonly int _batch, _width;
    private readonly float[] _logits, _gradient, _line;

    public InfoNceOperation(Tape tape, Variable query, Variable target, Variable logScale, bool symmetric, ReadOnlyMemory<bool> excluded)
        : base(tape, [], query, target, logScale)
    {
        (_query, _target, _logScale, _symmetric, _excluded) = (query, target, logScale, symmetric, excluded);
        (_batch, _width) = (query.Size(0), query.Size(1));
        (_logits, _gradient, _line) = (new float[_batch * _batch], new float[_batch * _batch], new float[_batch]);
    }

    private float Factor => MathF.Exp(Math.Min(_logScale.Span[0], MaximumLogScale));

    public override void Forward()
    {
        Gemm.Multiply(new(_query.Span, _batch, _width), new Matrix(_target.Span, _batch, _width).Transposed, _logits, alpha: Factor);
        Fill(float.NegativeInfinity);

        // The derivative with respect to the logits comes along.
        Array.Clear(_gradient);
        var share = (_symmetric ? 0.5f : 1f) / _batch;
        var loss = 0.0;
        for (var i = 0; i < _batch; i++)
        {
            var row = i * _batch;
            _logits.AsSpan(row, _batch).CopyTo(_line);
            loss += CrossEntropy(_line, i);
            TensorPrimitives.MultiplyAdd(_line, share, _gradient.AsSpan(row, _batch), _gradient.AsSpan(row, _batch));
            if (!_symmetric)
                continue;
            for (var j = 0; j < _batch; j++)
                _line[j] = _logits[j * _batch + i];
            loss += CrossEntropy(_line, i);
            for (var j = 0; j < _batch; j++)
                _gradient[j * _batch + i] += share * _line[j];
        }

        Output.Span[0] = (float)(loss * share);
        Fill(0);
    }

    public override void Backward()
    {
        var outer = Output.GradientSpan[0];
        var gradient = new Matrix(_gradient, _batch, _batch);
        if (_query.RequiresGradient)
            Gemm.Multiply(gradient, new(_target.Span, _batch, _width), _query.GradientSpan, alpha: outer * Factor, beta: 1);
        if (_target.RequiresGradient)
            Gemm.Multiply(gradient.Transposed, new(_query.Span, _batch, _width), _target.GradientSpan, alpha: outer * Factor, beta: 1);
        if (!_logScale.RequiresGradient)
            return;
        var slope = outer * TensorPrimitives.Dot<float>(_gradient, _logits);
        // Descent follows the negative slope: above the limit only a positive one leads back.
        if (_logScale.Span[0] < MaximumLogScale || slope > 0)
            _logScale.GradientSpan[0] += slope;
    }

    /// <summary>Returns -log softmax(line)[index] and replaces the line by its derivative: softmax, minus one at the index.</summary>
    private static double CrossEntropy(Span<float> line, int index)
    {
        double own = line[index];
        var maximum = TensorPrimitives.Max<float>(line);
        TensorPrimitives.Subtract(line, maximum, line);
        TensorPrimitives.Exp(line, line);
        var sum = TensorPrimitives.Sum<float>(line);
        TensorPrimitives.Multiply(line, 1 / sum, line);
        line[index] -= 1;
        return maximum + Math.Log(sum) - own;
    }

    private void Fill(float value)
    {
        var excluded = _excluded.Span;
        for (var i = 0; i < excluded.Length; i++)
            if (excluded[i] && i % (_batch + 1) != 0)
                _logits[i] = value;
    }
}
