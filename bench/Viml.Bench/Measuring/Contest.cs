namespace Viml.Bench.Measuring;

/// <summary>What one of the contestants needed.</summary>
internal sealed record Score(int Threads, Samples Samples);

/// <summary>The times of a case, ours and one list per peer, what the machine could do meanwhile, and what ours allocates.</summary>
internal sealed record CaseResult(
    BenchCase Case, IReadOnlyList<Score> Ours, IReadOnlyDictionary<string, IReadOnlyList<Score>> Peers, IReadOnlyList<MachineLimits> Limits,
    double AllocatedBytes, string? Remark);

/// <summary>
/// Times contestants in turn: each round gives every one of them a turn, A B A B, so that whatever slows the machine for a while slows all
/// of them.
/// </summary>
/// <param name="rounds">Turns of each contestant.</param>
/// <param name="byProcessor">
/// Counts processor time divided by threads in place of wall time: on a machine that others use too, the wall clock counts their work as
/// well.
/// </param>
internal sealed class Contest(IReadOnlyList<PeerProcess> peerProcesses, int rounds, bool byProcessor)
{
    /// <summary>Seconds that a turn lasts at least: short operations are called more than once.</summary>
    private const double ShortestTurn = 0.1;

    /// <summary>Long enough for the compiler to replace first code by optimised code.</summary>
    private const double WarmUp = 0.6;

    // After a parallel loop the threads of OpenBLAS and OpenMP look for more work for some milliseconds before they sleep.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(40);

    private readonly Limit[] _arithmetic = [.. peerProcesses.Select(process => Limit.Arithmetic(process.Threads))];
    private Limit[]? _memory;

    public CaseResult Run(BenchCase item)
    {
        var operation = item.Prepare();
        var ours = peerProcesses.Select(process => new OurContestant(operation, process.Threads)).ToArray();
        var ourSamples = Scores(ours);
        var peers = new Dictionary<string, IReadOnlyList<Score>>();
        var limits = _arithmetic.Concat(
            item.Bytes == 0 ? [] : _memory ??= [.. peerProcesses.Select(process => Limit.Memory(process.Threads))])
            .Select(limit => (Limit: limit, Samples: new Samples())).ToArray();
        // With several peers, ours is timed beside each of them.
        foreach (var peer in item.Peers)
        {
            foreach (var process in peerProcesses)
                process.Prepare(item.Name, peer);
            var samples = Scores(peerProcesses);
            peers.Add(peer, samples);
            InTurn([
                .. Enumerable.Range(0, ours.Length).SelectMany(
                    i => new[] { WarmedUp(ours[i], ourSamples[i]), WarmedUp(peerProcesses[i], samples[i]) }),
                .. limits.Select(one => new Entry(one.Limit, one.Samples, one.Limit.Calls))]);
            foreach (var process in peerProcesses)
                process.Release();
        }
        return new CaseResult(
            item, ourSamples, peers, [.. peerProcesses.Select(LimitsOf)], ours.Max(one => one.AllocatedBytes), item.Remark?.Invoke());

        MachineLimits LimitsOf(PeerProcess process)
        {
            var rates = limits.Where(one => one.Limit.Threads == process.Threads).Select(one => one.Limit.Work / one.Samples.Median)
                .ToArray();
            return new MachineLimits(process.Threads, rates[0], rates.Length > 1 ? rates[1] : null);
        }
    }

    private readonly record struct Entry(IContestant Contestant, Samples Samples, int Calls);

    private static Score[] Scores(IEnumerable<IContestant> contestants) =>
        [.. contestants.Select(one => new Score(one.Threads, new Samples()))];

    private void InTurn(Entry[] entries)
    {
        for (var round = 0; round < rounds; round++)
            foreach (var (contestant, samples, calls) in entries)
            {
                Thread.Sleep(Settle);
                var turn = contestant.Time(calls);
                samples.Add((byProcessor ? turn.Cpu / contestant.Threads : turn.Wall) / calls);
            }
    }

    // Finds out how many calls make a turn.
    private static Entry WarmedUp(IContestant contestant, Score score)
    {
        double total = 0, fastest = double.PositiveInfinity;
        for (var turn = 0; turn < 3 || total < WarmUp; turn++)
        {
            var wall = contestant.Time(1).Wall;
            fastest = Math.Min(fastest, wall);
            total += wall;
        }
        (contestant as OurContestant)?.ForgetAllocations();
        return new Entry(contestant, score.Samples, (int)Math.Ceiling(ShortestTurn / fastest));
    }
}
