namespace Viml.Training.Evaluation;

/// <summary>Which clips are ranked against each other: pools of one size, drawn from a test set, with every music at most once.</summary>
internal sealed class RetrievalPools
{
    private RetrievalPools(int[][] members, int clips)
    {
        Members = members;
        var pools = new List<int>[clips];
        for (var clip = 0; clip < clips; clip++) pools[clip] = [];
        for (var pool = 0; pool < members.Length; pool++)
            foreach (var clip in members[pool]) pools[clip].Add(pool);
        PoolsOf = pools;
    }

    /// <summary>The clips of each pool.</summary>
    public IReadOnlyList<int[]> Members { get; }

    /// <summary>The pools of each clip.</summary>
    public IReadOnlyList<IReadOnlyList<int>> PoolsOf { get; }

    /// <summary>Clips in a pool.</summary>
    public int Size => Members[0].Length;

    /// <summary>
    /// Draws pools. Each is a random choice of music, and of one clip of each; pools overlap. Where a pool takes every clip there is only
    /// one.
    /// </summary>
    /// <param name="keys">Identifies the music of each clip.</param>
    /// <param name="size">Clips in a pool.</param>
    /// <param name="count">Pools.</param>
    /// <param name="seed">The same seed gives the same pools.</param>
    /// <exception cref="ArgumentException">There is less music than a pool needs.</exception>
    public static RetrievalPools Draw(IReadOnlyList<string> keys, int size, int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int[][] clipsOf = [.. Enumerable.Range(0, keys.Count).GroupBy(clip => keys[clip], StringComparer.Ordinal)
            .Select(group => group.ToArray())];
        if (clipsOf.Length < size)
            throw new ArgumentException(
                $"A pool of {size} needs {size} pieces of music, but the test set has {clipsOf.Length}.", nameof(size));
        var isWhole = size == keys.Count;
        return new RetrievalPools([.. Enumerable.Range(0, isWhole ? 1 : count).Select(pool =>
        {
            var random = new Random(Mix(seed, pool));
            var order = Enumerable.Range(0, clipsOf.Length).ToArray();
            random.Shuffle(order);
            return order.Take(size).Select(key => clipsOf[key][random.Next(clipsOf[key].Length)]).ToArray();
        })], keys.Count);
    }

    /// <summary>A number that is the same in every process and differs for neighbouring seeds.</summary>
    private static int Mix(int seed, int number) => unchecked((int)((uint)seed * 2654435761u + (uint)number * 40503u)) & int.MaxValue;
}
