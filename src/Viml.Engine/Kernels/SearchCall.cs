using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>
/// One search of a <see cref="SearchMatrix"/>, shared out among the threads. Every job goes through a stretch of rows and keeps its own best; at the end
/// these are put together. Three ways through a stretch: dot products of one query; products of tiles of rows with many queries; or codes. The last
/// two only sort out rows that cannot be among the best, by a bound, and score the others as the first does: so all three find the same.
/// </summary>
internal unsafe struct SearchCall
{
    /// <summary>Queries that go through the rows together: as many as keep their part of a tile in the caches.</summary>
    public const int MostQueries = 64;

    // About 256 KB of rows: less is not worth a second thread.
    private const long ElementsPerJob = 1 << 16;
    private const int BlockRows = CodeKernel.PanelRows;
    private const int TileRows = 256;

    private RowSource _source;
    private CodedView _coded; // with no pairs: none
    private float* _queries;
    private int _queryCount, _capacity, _jobs, _blocks;
    private BestHeap* _heaps; // [job, query]
    private QueryBound* _bounds; // [query]
    private int* _pairs; // the queries as 16-bit numbers, see CodeKernel.Multiply

    /// <summary>What is known of a query: how far estimates of scores may be off, and a score that at least so many rows reach as are wanted.</summary>
    private struct QueryBound
    {
        public float Scale, Norm, Slack;
        public float Reached;
    }

    public static void Run(in RowSource source, CodedView coded, float* queries, int queryCount, int* indices, float* scores, int stride, int found)
    {
        var call = new SearchCall
        {
            _source = source, _coded = coded, _queries = queries, _queryCount = queryCount, _capacity = found,
            _blocks = (source.Count + BlockRows - 1) / BlockRows,
        };
        var worthwhile = (long)source.Count * source.Width * queryCount / ElementsPerJob;
        // A few jobs per thread even out threads of unequal speed.
        call._jobs = Parallelism.Threads == 1 ? 1 : (int)Math.Clamp(Math.Min(worthwhile, call._blocks), 1, 4 * Parallelism.Threads);
        var heaps = (long)call._jobs * queryCount;
        var tiles = (queryCount + CodeKernel.TileQueries - 1) / CodeKernel.TileQueries;
        var pairs = coded.Pairs * (queryCount == 1 ? 1 : tiles * CodeKernel.TileQueries);
        using var scratch = new Scratch(
            heaps * found * 2 + heaps * (sizeof(BestHeap) / sizeof(float)) + queryCount * (sizeof(QueryBound) / sizeof(float)) + pairs);
        call._heaps = (BestHeap*)scratch.Pointer;
        call._bounds = (QueryBound*)(call._heaps + heaps);
        call._pairs = (int*)(call._bounds + queryCount);
        var heapIndices = call._pairs + pairs;
        var heapScores = (float*)(heapIndices + heaps * found);
        for (var heap = 0L; heap < heaps; heap++)
            call._heaps[heap] = new BestHeap(heapIndices + heap * found, heapScores + heap * found, found);
        for (var query = 0; query < queryCount; query++)
            call.PrepareQuery(query);

        Parallelism.For(call._jobs, &RunJob, &call);

        for (var query = 0; query < queryCount; query++)
        {
            var best = new BestHeap(indices + (nint)query * stride, scores + (nint)query * stride, found);
            for (var job = 0; job < call._jobs; job++)
                best.AddAll(call._heaps[job * queryCount + query]);
            best.Sort();
        }
    }

    private void PrepareQuery(int query)
    {
        var values = new ReadOnlySpan<float>(_queries + (nint)query * _source.Width, _source.Width);
        ref var bound = ref _bounds[query];
        double squares = 0;
        foreach (var value in values)
            squares += (double)value * value;
        var norm = Math.Sqrt(squares);
        bound.Norm = MathF.BitIncrement((float)norm);
        bound.Reached = float.NegativeInfinity;
        // float32 sums of so many products, in whatever order, are off by no more than this (Higham, Accuracy and Stability of Numerical
        // Algorithms, section 3.1, with room to spare); the last term covers numbers too small for float32.
        var slack = norm * _source.LargestNorm * (_source.Width + 32) * Math.Pow(2, -22) + 1e-35;
        if (_coded.Pairs > 0)
            // Codes are off by at most half a step per number and the largest number is 127 steps, so scale * codes is not much longer than its row.
            slack += EncodeQuery(query, values, ref bound) * _source.LargestNorm * (1 + Math.Sqrt(_source.Width) / 254);
        bound.Slack = MathF.BitIncrement((float)slack);
    }

    // Returns the length of what the 16-bit numbers miss, |q - scale * numbers|.
    private readonly double EncodeQuery(int query, ReadOnlySpan<float> values, ref QueryBound bound)
    {
        var pairs = _coded.Pairs;
        var lines = _queryCount == 1 ? 1 : CodeKernel.TileQueries;
        var first = _pairs + (nint)(query / lines * lines) * pairs + query % lines;
        // Products with codes up to 127 must not overflow 32 bits in their sum.
        var largestNumber = Math.Min(short.MaxValue, int.MaxValue / (128L * 2 * pairs));
        var largest = TensorPrimitives.MaxMagnitude(values);
        var scale = bound.Scale = largest / largestNumber;
        if (!float.IsFinite(largest) || scale == 0)
        {
            bound.Scale = 0;
            for (var pair = 0; pair < pairs; pair++)
                first[pair * lines] = 0;
            return bound.Norm;
        }
        double missed = 0;
        for (var pair = 0; pair < pairs; pair++)
        {
            var (even, odd) = (Number(2 * pair, values), Number(2 * pair + 1, values));
            first[pair * lines] = (ushort)even | (odd << 16);
        }
        return Math.Sqrt(missed);

        int Number(int at, ReadOnlySpan<float> numbers)
        {
            if (at >= numbers.Length)
                return 0;
            var number = (int)Math.Clamp(MathF.Round(numbers[at] / scale), -largestNumber, largestNumber);
            var difference = numbers[at] - (double)scale * number;
            missed += difference * difference;
            return number;
        }
    }

    private static void RunJob(void* state, int job)
    {
        var call = (SearchCall*)state;
        var from = (int)((long)call->_blocks * job / call->_jobs);
        var to = (int)((long)call->_blocks * (job + 1) / call->_jobs);
        var heaps = call->_heaps + (nint)job * call->_queryCount;
        if (call->_coded.Pairs > 0)
            call->ScanCodes(from, to, heaps);
        else if (call->_queryCount == 1)
            call->ScanRows(from * BlockRows, Math.Min(to * BlockRows, call->_source.Count), heaps);
        else
            call->ScanTiles(from * BlockRows, Math.Min(to * BlockRows, call->_source.Count), heaps);
    }

    // The stretch is read in four streams, a block of rows of each at a time.
    private readonly void ScanRows(int from, int to, BestHeap* heap)
    {
        var scores = stackalloc float[Similarity.Streams * BlockRows];
        var stream = (to - from) / Similarity.Streams;
        for (var start = 0; start < stream; start += BlockRows)
        {
            var count = Math.Min(BlockRows, stream - start);
            var (first, wanted) = (from + start, false);
            for (var i = 0; i < Similarity.Streams; i++)
                wanted |= _source.MayHold(first + i * stream, count);
            if (!wanted)
                continue;
            Similarity.DotStreams(_source.Halves, _source.Row(first), (nint)(_source.Row(stream) - _source.Row(0)), _source.Width, _queries, scores, count);
            for (var i = 0; i < Similarity.Streams; i++)
                Keep(first + i * stream, scores + i * count, count, ref heap[0]);
        }
        var (rest, left) = (from + Similarity.Streams * stream, to - from - Similarity.Streams * stream);
        Similarity.Dot(_source.Halves, _source.Row(rest), _source.Width, _queries, scores, left);
        Keep(rest, scores, left, ref heap[0]);
    }

    private readonly void Keep(int first, float* scores, int count, ref BestHeap heap)
    {
        var limit = Limit(0, heap);
        for (var row = 0; row < count; row++)
            if (!(scores[row] < limit) && _source.IsAllowed(first + row))
            {
                heap.Add(first + row, scores[row]);
                limit = Reach(0, heap);
            }
    }

    private readonly void ScanTiles(int from, int to, BestHeap* heaps)
    {
        using var scratch = new Scratch(TileRows * _queryCount + (_source.Halves ? TileRows * _source.Width : 0));
        var products = scratch.Pointer; // [query, row]
        var width = _source.Width;
        for (var first = from; first < to; first += TileRows)
        {
            var count = Math.Min(TileRows, to - first);
            if (!_source.MayHold(first, count))
                continue;
            var rows = (float*)_source.Row(first);
            if (_source.Halves)
            {
                rows = products + TileRows * _queryCount;
                TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(_source.Row(first), count * width), new Span<float>(rows, count * width));
            }
            Gemm.Multiply(
                false, true, _queryCount, count, width, 1, new ReadOnlySpan<float>(_queries, _queryCount * width), width,
                new ReadOnlySpan<float>(rows, count * width), width, 0, new Span<float>(products, _queryCount * count), count);
            for (var query = 0; query < _queryCount; query++)
            {
                var line = products + (nint)query * count;
                var slack = _bounds[query].Slack;
                var limit = Limit(query, heaps[query]);
                if (TensorPrimitives.Max(new ReadOnlySpan<float>(line, count)) + slack < limit)
                    continue;
                for (var row = 0; row < count; row++)
                    if (!(line[row] + slack < limit) && _source.IsAllowed(first + row))
                        limit = Consider(query, first + row, ref heaps[query]);
            }
        }
    }

    private readonly void ScanCodes(int from, int to, BestHeap* heaps)
    {
        var sums = stackalloc int[CodeKernel.TileQueries * BlockRows];
        var single = _queryCount == 1;
        for (var panel = from; panel < to; panel++)
        {
            var first = panel * BlockRows;
            var count = Math.Min(BlockRows, _source.Count - first);
            if (!_source.MayHold(first, count))
                continue;
            for (var tile = 0; tile < _queryCount; tile += CodeKernel.TileQueries)
            {
                CodeKernel.Multiply(_coded.Pairs, _coded.Panel(panel), _pairs + (nint)tile * _coded.Pairs, single, sums);
                for (var query = tile; query < Math.Min(tile + CodeKernel.TileQueries, _queryCount); query++)
                    Sift(query, sums + (query - tile) * BlockRows, first, count, ref heaps[query]);
            }
        }
    }

    // Scores the rows of a panel whose bound reaches the best so far.
    private readonly void Sift(int query, int* sums, int first, int count, ref BestHeap heap)
    {
        float* scales = _coded.Scales + first, errors = _coded.Errors + first;
        ref readonly var bound = ref _bounds[query];
        var limit = Limit(query, heap) - bound.Slack;
        if (!CodeKernel.AnyReaches(sums, scales, errors, bound.Scale, bound.Norm, limit))
            return;
        for (var row = 0; row < count; row++)
            if (!(CodeKernel.Bound(sums[row], scales[row], errors[row], bound.Scale, bound.Norm) < limit) && _source.IsAllowed(first + row))
                limit = Consider(query, first + row, ref heap) - bound.Slack;
    }

    private readonly float Consider(int query, int row, ref BestHeap heap)
    {
        float score;
        Similarity.Dot(_source.Halves, _source.Row(row), _source.Width, _queries + (nint)query * _source.Width, &score, 1);
        heap.Add(row, score);
        return Reach(query, heap);
    }

    // What a score must reach to have a place: the worst of the job's own best, or what another job's best already reach. The latter only saves work:
    // rows below it are below the best of all.
    private readonly float Limit(int query, in BestHeap heap) => MathF.Max(heap.Threshold, Volatile.Read(ref _bounds[query].Reached));

    private readonly float Reach(int query, in BestHeap heap)
    {
        // Threads may overwrite each other's value; each of them is true.
        if (heap.Threshold > _bounds[query].Reached)
            Volatile.Write(ref _bounds[query].Reached, heap.Threshold);
        return Limit(query, heap);
    }
}
