using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// When training, zeroes each element with the given probability and scales the rest by 1 / (1 - probability); otherwise returns x itself.
    /// The choice follows from the tape's seed and is drawn anew by every replay.
    /// </summary>
    public static Variable Dropout(this Tape tape, Variable x, float probability)
    {
        if (probability is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "Dropout: the probability must be in [0, 1).");
        return tape.IsTraining && probability > 0 ? tape.Record(new DropoutOperation(tape, x, probability)) : x;
    }
}

/// <summary>Elements kept or not by the numbers that belong to a key, so that the mask need not be stored.</summary>
internal sealed class DropoutOperation : Operation
{
    private readonly Tape _tape;
    private readonly Variable _x;
    private readonly float _probability, _scale;
    private readonly Action<int, int> _forward, _backward;
    private ulong _key;

    public DropoutOperation(Tape tape, Variable x, float probability) : base(tape, x.Shape, x)
    {
        (_tape, _x, _probability, _scale) = (tape, x, probability, 1 / (1 - probability));
        _forward = Forward;
        _backward = Backward;
    }

    public override void Forward()
    {
        _key = _tape.NextKey();
        Parallelism.ForRanges(_x.Length, Grain.Elements / 4, _forward);
    }

    public override void Backward() => Parallelism.ForRanges(_x.Length, Grain.Elements / 4, _backward);

    private void Forward(int from, int to)
    {
        var x = _x.Span[from..to];
        var y = Output.Span[from..to];
        for (var i = 0; i < x.Length; i++)
            y[i] = IsKept(from + i) ? x[i] * _scale : 0;
    }

    private void Backward(int from, int to)
    {
        var dx = _x.GradientSpan[from..to];
        var dy = Output.GradientSpan[from..to];
        for (var i = 0; i < dx.Length; i++)
            if (IsKept(from + i))
                dx[i] += dy[i] * _scale;
    }

    private bool IsKept(int index) => RandomStream.At(_key, index) >= _probability;
}
