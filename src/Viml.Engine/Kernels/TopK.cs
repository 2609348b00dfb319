namespace Viml.Engine.Kernels;

/// <summary>The best few of many scores.</summary>
public static class TopK
{
    /// <summary>
    /// Writes the indices of the highest scores, best first, until <paramref name="indices"/> is full or the scores run out, and returns
    /// how many. Equal scores are ordered by index; NaN comes after every number. Allocates nothing.
    /// </summary>
    public static int Select(ReadOnlySpan<float> scores, Span<int> indices)
    {
        var heap = indices[..Math.Min(indices.Length, scores.Length)];
        if (heap.IsEmpty)
            return 0;
        // A heap with the worst of the chosen on top, which a better score replaces.
        for (var i = 0; i < heap.Length; i++)
            heap[i] = i;
        for (var i = heap.Length / 2 - 1; i >= 0; i--)
            SiftDown(scores, heap, i);
        for (var i = heap.Length; i < scores.Length; i++)
        {
            if (!IsBetter(scores, i, heap[0]))
                continue;
            heap[0] = i;
            SiftDown(scores, heap, 0);
        }
        // Taking the worst away again and again leaves the best in front.
        for (var end = heap.Length - 1; end > 0; end--)
        {
            (heap[0], heap[end]) = (heap[end], heap[0]);
            SiftDown(scores, heap[..end], 0);
        }
        return heap.Length;
    }

    private static bool IsBetter(ReadOnlySpan<float> scores, int left, int right)
    {
        // CompareTo puts NaN below every number.
        var order = scores[left].CompareTo(scores[right]);
        return order > 0 || (order == 0 && left < right);
    }

    private static void SiftDown(ReadOnlySpan<float> scores, Span<int> heap, int at)
    {
        while (2 * at + 1 < heap.Length)
        {
            var child = 2 * at + 1;
            if (child + 1 < heap.Length && IsBetter(scores, heap[child], heap[child + 1]))
                child++;
            if (IsBetter(scores, heap[child], heap[at]))
                return;
            (heap[at], heap[child]) = (heap[child], heap[at]);
            at = child;
        }
    }
}
