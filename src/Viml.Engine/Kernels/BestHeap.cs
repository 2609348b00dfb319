namespace Viml.Engine.Kernels;

/// <summary>
/// The best of scores that come one after another: a heap with the worst of them on top, in memory of the caller. A higher score is better, of equal
/// scores the lower index, and NaN comes after every number; so the result does not depend on the order in which scores come.
/// </summary>
internal unsafe struct BestHeap(int* indices, float* scores, int capacity)
{
    private int _count;

    public readonly int Count => _count;

    /// <summary>A score below this (not: equal to it) has no place here.</summary>
    public readonly float Threshold => _count < capacity ? float.NegativeInfinity : scores[0];

    public void Add(int index, float score)
    {
        if (_count < capacity)
        {
            var at = _count++;
            for (; at > 0 && IsBetter(indices[(at - 1) / 2], scores[(at - 1) / 2], index, score); at = (at - 1) / 2)
                (indices[at], scores[at]) = (indices[(at - 1) / 2], scores[(at - 1) / 2]);
            (indices[at], scores[at]) = (index, score);
        }
        else if (capacity > 0 && IsBetter(index, score, indices[0], scores[0]))
        {
            Sink(index, score, _count);
        }
    }

    public void AddAll(in BestHeap other)
    {
        for (var i = 0; i < other._count; i++)
            Add(other.IndexAt(i), other.ScoreAt(i));
    }

    /// <summary>Puts the best first. Nothing may be added any more.</summary>
    public readonly void Sort()
    {
        // Taking the worst away again and again leaves the best in front.
        for (var end = _count - 1; end > 0; end--)
        {
            var (index, score) = (indices[end], scores[end]);
            (indices[end], scores[end]) = (indices[0], scores[0]);
            Sink(index, score, end);
        }
    }

    private readonly int IndexAt(int i) => indices[i];

    private readonly float ScoreAt(int i) => scores[i];

    // Replaces the top of the first `count` entries and restores their order.
    private readonly void Sink(int index, float score, int count)
    {
        var at = 0;
        while (2 * at + 1 < count)
        {
            var child = 2 * at + 1;
            if (child + 1 < count && IsBetter(indices[child], scores[child], indices[child + 1], scores[child + 1]))
                child++;
            if (IsBetter(indices[child], scores[child], index, score))
                break;
            (indices[at], scores[at]) = (indices[child], scores[child]);
            at = child;
        }
        (indices[at], scores[at]) = (index, score);
    }

    private static bool IsBetter(int leftIndex, float left, int rightIndex, float right)
    {
        // CompareTo puts NaN below every number.
        var order = left.CompareTo(right);
        return order > 0 || (order == 0 && leftIndex < rightIndex);
    }
}
