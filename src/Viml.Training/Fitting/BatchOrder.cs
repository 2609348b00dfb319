namespace Viml.Training.Fitting;

/// <summary>
/// Which examples make up which batch: every epoch visits each example once in an order drawn from the seed and the epoch, so batch
/// <c>n</c> is the same whether the run was interrupted before it or not. A rest shorter than a batch is left out of its epoch.
/// Not thread-safe.
/// </summary>
internal sealed class BatchOrder
{
    private readonly int[] _order;
    private readonly int _batch;
    private readonly int _seed;
    private int _epoch = -1;

    public BatchOrder(int examples, int batch, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (examples < batch)
            throw new ArgumentException($"A batch of {batch} needs at least {batch} examples, but there are {examples}.", nameof(examples));
        _order = new int[examples];
        _batch = batch;
        _seed = seed;
    }

    public int BatchesPerEpoch => _order.Length / _batch;

    /// <summary>The examples of batch <paramref name="step"/>, counted from 0 over all epochs. Valid until the next call.</summary>
    public ReadOnlySpan<int> Examples(int step)
    {
        var epoch = step / BatchesPerEpoch;
        if (epoch != _epoch)
        {
            for (var i = 0; i < _order.Length; i++) _order[i] = i;
            new Random(HashCode(_seed, epoch)).Shuffle(_order);
            _epoch = epoch;
        }
        return _order.AsSpan(step % BatchesPerEpoch * _batch, _batch);
    }

    /// <summary>A mixing of two numbers that is the same in every process, which <see cref="System.HashCode"/> is not.</summary>
    internal static int HashCode(int seed, int number)
    {
        var x = (ulong)(uint)seed << 32 | (uint)number;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9; // the finaliser of SplitMix64
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (int)(x ^ (x >> 31)) & int.MaxValue;
    }
}
