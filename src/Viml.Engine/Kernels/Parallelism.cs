namespace Viml.Engine.Kernels;

/// <summary>
/// The one way to run a loop on several threads. A loop's result must not depend on how many threads run it: the bodies write to
/// places of their own, and sums over entries are made in a fixed order.
/// </summary>
/// <remarks>
/// The calling thread works too. A loop started inside a loop, or while another thread's loop has the workers, simply runs on its
/// own thread, so callers never wait for one another. An exception in a body stops the hand-out of further work and is rethrown.
/// </remarks>
public static class Parallelism
{
    private static int _threads = Environment.ProcessorCount;

    /// <summary>How many threads a loop may use, the caller's included. By default the number of processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public static int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = value;
        }
    }

    /// <summary>
    /// Runs <paramref name="body"/> for 0 .. <paramref name="count"/> - 1, each once, in any order. Meant for coarse work.
    /// </summary>
    public static unsafe void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        WorkerPool.Run(count, Math.Min(count, Threads), body, &RunOne, null);
    }

    /// <summary>
    /// Cuts 0 .. <paramref name="count"/> into ranges of at least <paramref name="minimumPerRange"/> entries (where there are enough) and
    /// runs <paramref name="body"/>(from, to) for each, <c>to</c> excluded. Where the cuts lie depends on <see cref="Threads"/>: the body
    /// must treat every entry alike.
    /// </summary>
    public static unsafe void ForRanges(int count, int minimumPerRange, Action<int, int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumPerRange, 1);
        if (count == 0)
            return;
        // A few ranges per thread even out threads of unequal speed.
        var ranges = Threads == 1 ? 1 : Math.Clamp(count / minimumPerRange, 1, 4 * Threads);
        if (ranges == 1)
        {
            body(0, count);
            return;
        }
        var cut = new RangeCut(count, ranges);
        WorkerPool.Run(ranges, Math.Min(ranges, Threads), body, &RunRange, &cut);
    }

    /// <summary>
    /// <see cref="ForRanges(int, int, Action{int, int})"/> over spans, which an ordinary closure cannot hold. Every call of the body sees
    /// the whole input and output and must write only what belongs to its own range.
    /// </summary>
    internal static unsafe void ForRanges<TState>(
        int count, int minimumPerRange, TState state, ReadOnlySpan<float> input, Span<float> output, SpanBody<TState> body)
    {
        int inputLength = input.Length, outputLength = output.Length;
        fixed (float* inputStart = input, outputStart = output)
        {
            float* x = inputStart, y = outputStart;
            ForRanges(count, minimumPerRange, (from, to) =>
                body(state, new ReadOnlySpan<float>(x, inputLength), new Span<float>(y, outputLength), from, to));
        }
    }

    /// <summary>
    /// <see cref="For(int, Action{int})"/> without allocation: the body is a function and its state lives on the caller's stack. For
    /// kernels.
    /// </summary>
    internal static unsafe void For(int count, delegate*<void*, int, void> body, void* state)
    {
        var call = new FunctionCall(body, state);
        WorkerPool.Run(count, Math.Min(count, Threads), null, &RunFunction, &call);
    }

    /// <summary>The body of a loop over spans.</summary>
    internal delegate void SpanBody<TState>(TState state, ReadOnlySpan<float> input, Span<float> output, int from, int to);

    private static unsafe void RunOne(object? body, void* state, int index) => ((Action<int>)body!)(index);

    private static unsafe void RunRange(object? body, void* state, int index)
    {
        var cut = (RangeCut*)state;
        ((Action<int, int>)body!)(cut->Start(index), cut->Start(index + 1));
    }

    private static unsafe void RunFunction(object? body, void* state, int index)
    {
        var call = (FunctionCall*)state;
        call->Body(call->State, index);
    }

    /// <summary>Cuts 0 .. count into ranges that differ by one entry at most.</summary>
    internal readonly record struct RangeCut(int Count, int Ranges)
    {
        /// <summary>Where a range starts, which is where the one before it ends.</summary>
        public int Start(int range) => (int)((long)Count * range / Ranges);
    }

    private readonly unsafe struct FunctionCall(delegate*<void*, int, void> body, void* state)
    {
        public readonly delegate*<void*, int, void> Body = body;
        public readonly void* State = state;
    }
}
