using System.Runtime.ExceptionServices;

namespace Viml.Engine.Kernels;

/// <summary>
/// The threads behind <see cref="Parallelism"/>: started when first needed, asleep between loops, background threads so that they never
/// keep a process alive. One loop at a time; starting one allocates nothing.
/// </summary>
internal static unsafe class WorkerPool
{
    // How long a worker looks for the next loop before it sleeps. Kernels of one layer follow each other within microseconds,
    // waking a sleeping thread costs about as much as this spinning.
    private const int SpinsBeforeSleep = 20;

    private static readonly Lock Gate = new();
    private static readonly List<SemaphoreSlim> Wakers = [];

    [ThreadStatic]
    private static bool _inside;

    private static object? _body;
    private static delegate*<object?, void*, int, void> _function;
    private static void* _state;
    private static int _count;
    private static int _next;
    private static int _running;
    private static ExceptionDispatchInfo? _failure;

    /// <summary>
    /// Calls <paramref name="function"/> for every index below <paramref name="count"/> on up to <paramref name="threads"/> threads.
    /// </summary>
    public static void Run(int count, int threads, object? body, delegate*<object?, void*, int, void> function, void* state)
    {
        if (threads <= 1 || count <= 1 || _inside || !Gate.TryEnter())
        {
            for (var i = 0; i < count; i++)
                function(body, state, i);
            return;
        }
        try
        {
            _inside = true;
            EnsureWorkers(threads - 1);
            _body = body;
            _function = function;
            _state = state;
            _count = count;
            _next = 0;
            _failure = null;
            Volatile.Write(ref _running, threads - 1);
            for (var i = 0; i < threads - 1; i++)
                Wakers[i].Release();
            TakeWork();
            var spinner = new SpinWait();
            while (Volatile.Read(ref _running) != 0)
                spinner.SpinOnce(sleep1Threshold: -1);
            _body = null;
            _failure?.Throw();
        }
        finally
        {
            _failure = null;
            _inside = false;
            Gate.Exit();
        }
    }

    private static void TakeWork()
    {
        try
        {
            for (var i = Interlocked.Increment(ref _next) - 1; i < _count; i = Interlocked.Increment(ref _next) - 1)
                _function(_body, _state, i);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
            Volatile.Write(ref _next, _count);
        }
    }

    private static void EnsureWorkers(int workers)
    {
        while (Wakers.Count < workers)
        {
            var waker = new SemaphoreSlim(0);
            Wakers.Add(waker);
            new Thread(() => Work(waker)) { IsBackground = true, Name = $"viml worker {Wakers.Count}" }.Start();
        }
    }

    private static void Work(SemaphoreSlim waker)
    {
        _inside = true;
        while (true)
        {
            var spinner = new SpinWait();
            while (waker.CurrentCount == 0 && spinner.Count < SpinsBeforeSleep)
                spinner.SpinOnce(sleep1Threshold: -1);
            waker.Wait();
            TakeWork();
            Interlocked.Decrement(ref _running);
        }
    }
}
