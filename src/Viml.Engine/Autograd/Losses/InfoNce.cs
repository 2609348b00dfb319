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
    /// <param name="relevance">
    /// How much each target [batch * batch] (row = query) is an answer to each query, at least 0: what is found is then to be shared out
    /// over the targets of a row, and the queries of a column, in these proportions. Empty where only target i answers query i. Read again
    /// by every replay. A row or column of zeros is not a distribution and gives no defined loss.
    /// </param>
    /// <param name="groups">
    /// A number for each row [batch]: rows of one number hold the same thing, so that others of the group are no wrong answers and are left
    /// out of the cross-entropy. Empty where all differ. Read again by every replay; not together with <paramref name="relevance"/>.
    /// </param>
    public static Variable InfoNce(
        this Tape tape, Variable query, Variable target, Variable logScale, bool symmetric = true,
        ReadOnlyMemory<float> relevance = default, ReadOnlyMemory<int> groups = default)
    {
        ShapeCheck.Rank("InfoNce", query, 2, "[batch, width]");
        ShapeCheck.That(
            query.Shape.SequenceEqual(target.Shape) && query.Size(0) > 0, "InfoNce", query, target, "they must be equal and not empty");
        if (logScale.Length != 1)
            throw new ArgumentException($"InfoNce: the log scale is one element, not {logScale.Value.ShapeText}.", nameof(logScale));
        var batch = query.Size(0);
        if (!relevance.IsEmpty && relevance.Length != batch * batch)
            throw new ArgumentException(
                $"InfoNce: the relevance of {relevance.Length} pairs does not fit [{batch}, {batch}].", nameof(relevance));
        if (!groups.IsEmpty && (groups.Length != batch || !relevance.IsEmpty))
            throw new ArgumentException(
                $"InfoNce: groups must be [{batch}], are [{groups.Length}], and exclude a relevance.", nameof(groups));
        return tape.Record(
            new InfoNceOperation(tape, tape.L2Normalize(query), tape.L2Normalize(target), logScale, symmetric, relevance, groups));
    }
}

/// <summary>Cross-entropy over the matrix of similarities of unit vectors.</summary>
internal sealed class InfoNceOperation : Operation
{
    /// <summary>CLIP keeps the scale from growing beyond 100 (Radford et al. 2021, section 2.5).</summary>
    private static readonly float MaximumLogScale = MathF.Log(100);

    private readonly Variable _query, _target, _logScale;
    private readonly bool _symmetric;
    private readonly ReadOnlyMemory<float> _relevance;
    private readonly ReadOnlyMemory<int> _groups;
    private readonly int _batch, _width;
    private readonly float[] _logits, _gradient, _line, _answers;

    public InfoNceOperation(
        Tape tape, Variable query, Variable target, Variable logScale, bool symmetric, ReadOnlyMemory<float> relevance,
        ReadOnlyMemory<int> groups)
        : base(tape, [], query, target, logScale)
    {
        (_query, _target, _logScale, _symmetric, _relevance, _groups) = (query, target, logScale, symmetric, relevance, groups);
        (_batch, _width) = (query.Size(0), query.Size(1));
        (_logits, _gradient) = (new float[_batch * _batch], new float[_batch * _batch]);
        (_line, _answers) = (new float[_batch], new float[_batch]);
    }

    private float Factor => MathF.Exp(Math.Min(_logScale.Span[0], MaximumLogScale));

    public override void Forward()
    {
        Gemm.Multiply(new(_query.Span, _batch, _width), new Matrix(_target.Span, _batch, _width).Transposed, _logits, alpha: Factor);

        // The derivative with respect to the logits comes along.
        Array.Clear(_gradient);
        var share = (_symmetric ? 0.5f : 1f) / _batch;
        var loss = 0.0;
        for (var i = 0; i < _batch; i++)
        {
            loss += CrossEntropy(first: i * _batch, stride: 1, own: i, share);
            if (_symmetric) loss += CrossEntropy(first: i, stride: _batch, own: i, share);
        }

        Output.Span[0] = (float)(loss * share);
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

    /// <summary>
    /// The cross-entropy of the softmax of a row or a column with the answers of that line; adds its derivative, softmax minus answers.
    /// </summary>
    private double CrossEntropy(int first, int stride, int own, float share)
    {
        Read(_logits, first, stride, _line);
        if (_relevance.IsEmpty)
        {
            Array.Clear(_answers);
            _answers[own] = 1;
        }
        else
        {
            Read(_relevance.Span, first, stride, _answers);
            TensorPrimitives.Divide(_answers, TensorPrimitives.Sum<float>(_answers), _answers);
        }

        double found = TensorPrimitives.Dot<float>(_answers, _line);
        LeaveOutGroup(own);
        var maximum = TensorPrimitives.Max<float>(_line);
        TensorPrimitives.Subtract(_line, maximum, _line);
        TensorPrimitives.Exp(_line, _line);
        var sum = TensorPrimitives.Sum<float>(_line);
        TensorPrimitives.Multiply(_line, 1 / sum, _line);
        TensorPrimitives.Subtract(_line, _answers, _line);
        for (var j = 0; j < _batch; j++) _gradient[first + j * stride] += share * _line[j];
        return maximum + Math.Log(sum) - found;
    }

    private void LeaveOutGroup(int own)
    {
        if (_groups.IsEmpty) return;
        var groups = _groups.Span;
        for (var j = 0; j < _batch; j++)
            if (j != own && groups[j] == groups[own]) _line[j] = float.NegativeInfinity;
    }

    private void Read(ReadOnlySpan<float> matrix, int first, int stride, Span<float> line)
    {
        for (var j = 0; j < _batch; j++) line[j] = matrix[first + j * stride];
    }
}
