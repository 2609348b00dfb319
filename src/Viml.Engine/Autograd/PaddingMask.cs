namespace Viml.Engine.Autograd;

/// <summary>
/// Which steps of a batch of sequences are padding and must be ignored. Read again by every replay, so a training loop changes it in place.
/// Nothing is padding at first.
/// </summary>
public sealed class PaddingMask
{
    private readonly bool[] _isPadding;

    /// <summary>A mask for <paramref name="batch"/> sequences of <paramref name="time"/> steps.</summary>
    public PaddingMask(int batch, int time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        (Batch, Time) = (batch, time);
        _isPadding = new bool[batch * time];
    }

    /// <summary>The number of sequences.</summary>
    public int Batch { get; }

    /// <summary>The number of steps of each.</summary>
    public int Time { get; }

    /// <summary>Whether a step is padding.</summary>
    public bool this[int sequence, int step]
    {
        get => Row(sequence)[step];
        set => _isPadding.AsSpan(sequence * Time, Time)[step] = value;
    }

    /// <summary>Makes the first <paramref name="length"/> steps of a sequence real and the rest padding.</summary>
    public void SetLength(int sequence, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Time, nameof(length));
        var row = _isPadding.AsSpan(sequence * Time, Time);
        row[..length].Clear();
        row[length..].Fill(true);
    }

    /// <summary>The steps of one sequence, true where padding.</summary>
    public ReadOnlySpan<bool> Row(int sequence) => _isPadding.AsSpan(sequence * Time, Time);
}
