namespace Viml.Bench.Measuring;

/// <summary>What one of the contestants needed.</summary>
internal sealed record Score(int Threads, Samples Samples);

/// <summary>The times of a case, ours and one list per peer, and what ours allocates.</summary>
internal sealed record CaseResult(BenchCase Case, IReadOnlyList<Score> Ours, IReadOnlyDictionary<string, IReadOnlyList<Score>> Peers, double AllocatedBytes, string? Remark);

/// <summary>
/// Times contestants in turn: each round gives every one of them a turn, A B A B, so that whatever slows the machine for a while slows all of them.
/// </summary>
/// <param name="rounds">Turns of each contestant.</param>
/// <param name="byProcessor">
/// Counts processor time divided by threads in place of wall time: on a machine that others use too, the wall clock counts their work as well.
/// </param>
internal sealed class Contest(IReadOnlyList<PeerProcess> peerProcesses, int rounds, bool byProcessor)
{
    /// <summary>A turn has so many calls that it lasts at least so long.</summary>
    private const double ShortestTurn = 0.1;

    /// <summary>Long enough for the compiler to replace first code by optimised code.</summary>
    private const double WarmUp = 0.6;

    // After a parallel loop the threads of OpenBLAS and OpenMP look for more work for some milliseconds before they sleep.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(40);

    public CaseResult Run(BenchCase item)
    {
        var operation = item.Prepare();
        var ours = peerProcesses.Select(process => new OurContestant(operation, process.Threads)).ToArray();
        var ourSamples = Scores(ours);
        var peers = new Dictionary<string, IReadOnlyList<Score>>();
        // With several peers, ours is timed beside each of them.
        foreach (var peer in item.Peers)
        {
            foreach (var process in peerProcesses)
                process.Prepare(item.PeerName ?? item.Name, peer);
            var samples = Scores(peerProcesses);
            peers.Add(peer, samples);
            InTurn([.. Enumerable.Range(0, ours.Length).SelectMany(i => new (IContestant, Samples)[] { (ours[i], ourSamples[i].Samples), (peerProcesses[i], samples[i].Samples) })]);
            foreach (var process in peerProcesses)
                process.Release();
        }
        var result = new CaseResult(item, ourSamples, peers, ours.Max(one => one.AllocatedBytes), item.Remark?.Invoke());
        return result;
    }

    private static Score[] Scores(IEnumerable<IContestant> contestants) => [.. contestants.Select(one => new Score(one.Threads, new Samples()))];

    private void InTurn((IContestant Contestant, Samples Samples)[] contestants)
    {
        var calls = contestants.Select(one => WarmedUp(one.Contestant)).ToArray();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < contestants.Length; i++)
            {
                Thread.Sleep(Settle);
                var (contestant, samples) = contestants[i];
                var turn = contestant.Time(calls[i]);
                samples.Add((byProcessor ? turn.Cpu / contestant.Threads : turn.Wall) / calls[i]);
            }
    }

    // Returns how many calls make a turn.
    private static int WarmedUp(IContestant contestant)
    {
        double total = 0, fastest = double.PositiveInfinity;
        for (var turn = 0; turn < 3 || total < WarmUp; turn++)
        {
            var wall = contestant.Time(1).Wall;
            fastest = Math.Min(fastest, wall);
            total += wall;
        }
        (contestant as OurContestant)?.ForgetAllocations();
        return (int)Math.Ceiling(ShortestTurn / fastest);
    }
}
