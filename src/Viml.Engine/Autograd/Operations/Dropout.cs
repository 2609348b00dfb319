using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// When training, zeroes each element with the given probability and scales the rest by 1 / (1 - probability); otherwise returns x
    /// itself. The choice follows from the tape's seed and is drawn anew by every replay.
    /// </summary>
    public static Variable Dropout(this Tape tape, Variable x, float probability)
    {
        if (probability is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "Dropout: the probability must be in [0, 1).");
        return tape.IsTraining && probability > 0 ? tape.Record(new DropoutOperation(tape, x, probability)) : x;
    }
}

/// <summary>Elements kept or not by a key drawn for each run, so that the mask need not be stored.</summary>
internal sealed class DropoutOperation : Operation
{
    private readonly Tape _tape;
    private readonly Variable _x;
    private readonly Action<int, int> _forward, _backward;
    private ulong _key;
    private bool _adds;

    public DropoutOperation(Tape tape, Variable x, float probability) : base(tape, x.Shape, x)
    {
        (_tape, _x) = (tape, x);
        var (threshold, scale) = (DropoutMask.Threshold(probability), 1 / (1 - probability));
        _forward = (from, to) => DropoutMask.Apply(_key, from, threshold, scale, _x.Span[from..to], false, Output.Span[from..to]);
        _backward = (from, to) =>
            DropoutMask.Apply(_key, from, threshold, scale, Output.GradientSpan[from..to], _adds, _x.GradientSpan[from..to]);
    }

    public override void Forward()
    {
        _key = _tape.NextKey();
        Parallelism.ForRanges(_x.Length, Grain.Elements, _forward);
    }

    public override void Backward()
    {
        _adds = _x.AddsToGradient();
        Parallelism.ForRanges(_x.Length, Grain.Elements, _backward);
    }

    protected override bool AsksToAdd(Variable input) => true;
}
