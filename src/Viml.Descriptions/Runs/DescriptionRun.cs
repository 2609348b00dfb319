using System.Diagnostics;
using System.Globalization;
using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;

namespace Viml.Descriptions.Runs;

/// <summary>A piece to be described.</summary>
/// <param name="Id">Unique in the run.</param>
/// <param name="Read">Finds what is known of it; may take long.</param>
public sealed record DescriptionTask(string Id, Func<CancellationToken, TaggedPiece> Read);

/// <summary>What is to be done with each piece.</summary>
/// <param name="Count">Texts of each piece.</param>
/// <param name="Seed">Decides every choice; the seed of a text follows from it, the id and the number.</param>
/// <param name="Jobs">Pieces that are described at once.</param>
public sealed record RunOptions(int Count = 1, ulong Seed = 1, int Jobs = 1);

/// <summary>How far a run is.</summary>
/// <param name="Done">Pieces done in this run.</param>
/// <param name="Total">Pieces to do in this run.</param>
/// <param name="Current">The piece that was done last.</param>
public readonly record struct RunProgress(int Done, int Total, string Current);

/// <summary>A piece without texts, and why.</summary>
public sealed record RunFailure(string Id, string Reason);

/// <summary>What a run did.</summary>
/// <param name="Pieces">Pieces in all.</param>
/// <param name="Present">Texts that were there before.</param>
/// <param name="Kept">Texts that the method wrote and that passed the checks.</param>
/// <param name="Retried">Those of them that were not the first try.</param>
/// <param name="FellBack">Texts that a simpler method wrote, because what the method wrote was refused.</param>
/// <param name="Silent">Texts that are empty, because no tag is confident enough.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Failures">Pieces whose tags could not be found.</param>
public sealed record RunReport(
    int Pieces, int Present, int Kept, int Retried, int FellBack, int Silent, double Seconds, IReadOnlyList<RunFailure> Failures);

/// <summary>
/// Describes many pieces: in parallel, in the order of the pieces whatever the number of jobs, and from where an earlier run stopped.
/// </summary>
/// <param name="method">Writes the texts.</param>
/// <param name="options">What to write.</param>
/// <param name="isFault">Whether an error is the fault of a piece, so that the run goes on without it.</param>
public sealed class DescriptionRun(IDescriptionMethod method, RunOptions options, Func<Exception, bool> isFault)
{
    private const int AheadOfJobs = 4; // pieces under way for each job, so that one slow piece does not hold up the others

    /// <summary>The seed of a text.</summary>
    public static ulong SeedOf(ulong seed, string id, int number) =>
        RandomStream.Hash(string.Create(CultureInfo.InvariantCulture, $"{seed}/{number}/{id}"));

    /// <summary>Writes the texts of the pieces that the file does not have yet.</summary>
    /// <exception cref="TextFileException">The file has texts that were made in another way.</exception>
    public async Task<RunReport> Write(
        IReadOnlyList<DescriptionTask> tasks, RecordFile file, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(file);
        var clock = Stopwatch.StartNew();
        var present = Present(tasks, file);
        var open = tasks.Where(task => Enumerable.Range(0, options.Count).Any(number => !present.Contains((task.Id, number)))).ToList();
        var (done, failures, written) = (0, new List<RunFailure>(), new List<DescriptionRecord>());
        using var gate = new SemaphoreSlim(options.Jobs);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = new Queue<(DescriptionTask Task, Task<IReadOnlyList<DescriptionRecord>> Records)>();
        try
        {
            foreach (var task in open)
            {
                while (ahead.Count > 0 && (ahead.Count >= AheadOfJobs * options.Jobs || ahead.Peek().Records.IsCompleted)) await Take();
                await gate.WaitAsync(stop.Token); // here, so that pieces begin in their order
                ahead.Enqueue((task, Task.Run(async () =>
                {
                    try
                    {
                        return await Describe(task, present, stop.Token);
                    }
                    finally
                    {
                        gate.Release();
                    }
                }, CancellationToken.None)));
            }
            while (ahead.Count > 0) await Take();
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(ahead.Select(piece => piece.Records)).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default); // none uses the gate any more
        }
        int Count(Func<DescriptionRecord, bool> which) => written.Count(which);
        return new RunReport(tasks.Count, present.Count, Count(record => record.Outcome == DraftOutcome.Kept),
            Count(record => record is { Outcome: DraftOutcome.Kept, Attempts: > 1 }),
                Count(record => record.Outcome == DraftOutcome.FellBack),
            Count(record => record.Outcome == DraftOutcome.NothingToSay), clock.Elapsed.TotalSeconds, failures);

        async Task Take()
        {
            var (task, records) = ahead.Dequeue();
            try
            {
                foreach (var record in await records)
                {
                    file.Append(record);
                    written.Add(record);
                }
            }
            catch (Exception fault) when (isFault(fault))
            {
                failures.Add(new RunFailure(task.Id, fault.Message));
            }
            progress?.Report(new RunProgress(++done, open.Count, task.Id));
        }
    }

    /// <summary>The texts of one piece.</summary>
    public Task<IReadOnlyList<DescriptionRecord>> Describe(DescriptionTask task, CancellationToken cancellation) =>
        Describe(task, [], cancellation);

    private async Task<IReadOnlyList<DescriptionRecord>> Describe(
        DescriptionTask task, HashSet<(string, int)> present, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        cancellation.ThrowIfCancellationRequested();
        var piece = task.Read(cancellation);
        var (identity, records) = (method.Identity, new List<DescriptionRecord>());
        for (var number = 0; number < options.Count; number++)
        {
            if (present.Contains((task.Id, number))) continue;
            var seed = SeedOf(options.Seed, task.Id, number);
            var draft = await method.Write(piece, seed, cancellation);
            records.Add(new DescriptionRecord(task.Id, number, draft.Text, TagSelection.Names(piece.Tags, seed), identity.Method,
                identity.Version,
                identity.Model, identity.Settings, seed, draft.Outcome, draft.Attempts, draft.Reason));
        }
        return records;
    }

    // Texts of another method, model or seed must not be mixed with these.
    private HashSet<(string, int)> Present(IReadOnlyList<DescriptionTask> tasks, RecordFile file)
    {
        var identity = method.Identity;
        foreach (var record in file.Existing)
        {
            var other = new MethodIdentity(record.Method, record.Version, record.Model, record.Settings);
            if (other != identity || record.Seed != SeedOf(options.Seed, record.Id, record.Number))
                throw new TextFileException(file.Path, null,
                    $"texts made by {Say(identity)} with seed {options.Seed}. Write to another file, or delete this one",
                    other != identity ? Say(other) : $"another seed for '{record.Id}'");
        }
        var ids = tasks.Select(task => task.Id).ToHashSet();
        return [.. file.Existing.Where(record => ids.Contains(record.Id) && record.Number < options.Count)
            .Select(record => (record.Id, record.Number))];
    }

    private static string Say(MethodIdentity identity) =>
        $"{identity.Method} {identity.Version}{(identity.Model is null ? "" : $" with {identity.Model} ({identity.Settings})")}";
}
