using System.Collections.Concurrent;
using Viml.Corpus.Pieces;
using Viml.Library.Files;

namespace Viml.Training.Datasets;

/// <summary>
/// How far a build is. <paramref name="Done"/> counts finished pieces, <paramref name="Kept"/> those of them that were there before.
/// </summary>
public sealed record CorpusProgress(int Done, int Kept, int Total);

/// <summary>
/// Builds a dataset of corpus pieces, on all cores. A build that was interrupted resumes with the same options: pieces in the manifest are
/// kept, all others are made anew.
/// </summary>
public static class CorpusBuilder
{
    /// <summary>Builds or continues the corpus and returns its head.</summary>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    /// <exception cref="InvalidOperationException">
    /// The folder holds another corpus, another process is building it, or no soundfont is installed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The build was cancelled; it can be continued.</exception>
    public static DatasetInfo Build(
        CorpusOptions options, IProgress<CorpusProgress>? progress = null, CancellationToken cancellation = default)
    {
        var maker = new PieceMaker(options);
        var head = new DatasetInfo("viml corpus", maker.Licence, maker.Origin, Splits.All.ToDictionary(split => split, _ => 0), []);
        Directory.CreateDirectory(options.Output);
        using var held = WriteLock.TryHold(Path.Combine(options.Output, "corpus")) ?? throw new InvalidOperationException(
            $"Another process is building the corpus in '{options.Output}'. Wait until it is done, or choose another folder.");
        RequireSame(options.Output, head);
        head.Write(options.Output);

        using var manifest = new ClipWriter(options.Output);
        var present = manifest.Existing.Select(clip => clip.Id).ToHashSet(StringComparer.Ordinal);
        int[] missing = [.. Enumerable.Range(0, options.Pieces).Where(index => !present.Contains(PieceMaker.IdOf(index)))];
        var kept = options.Pieces - missing.Length;
        var done = kept;
        progress?.Report(new CorpusProgress(done, kept, options.Pieces));
        var clips = new ConcurrentBag<Clip>(manifest.Existing);
        // Most of the time is spent waiting for fluidsynth and ffmpeg, so each worker takes the next piece when it is free.
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount + 1, CancellationToken = cancellation };
        Parallel.ForEach(Partitioner.Create(missing.AsEnumerable(), EnumerablePartitionerOptions.NoBuffering), workers, index =>
        {
            var clip = ClipOf(maker.Make(index, cancellation));
            manifest.Append(clip);
            clips.Add(clip);
            progress?.Report(new CorpusProgress(Interlocked.Increment(ref done), kept, options.Pieces));
        });

        head = head with { Counts = Splits.All.ToDictionary(split => split, split => clips.Count(clip => clip.Split == split)) };
        head.Write(options.Output);
        return head;
    }

    private static Clip ClipOf(Piece piece) => new(piece.Id, piece.Video, piece.Music, 0, piece.DurationSeconds, Splits.Of(piece.Id),
        piece.Tags.ToDictionary(tag => tag, _ => 1f), new Dictionary<string, IReadOnlyList<string>> { ["human"] = piece.Descriptions })
    {
        Measures = piece.Measures,
    };

    private static void RequireSame(string folder, DatasetInfo head)
    {
        if (!File.Exists(Path.Combine(folder, DatasetInfo.FileName))) return;
        var there = DatasetInfo.Read(folder);
        if (there.Origin != head.Origin)
            throw new InvalidOperationException(
                $"The folder '{folder}' holds another dataset: '{there.Origin}', not '{head.Origin}'. "
                    + "Choose another folder or the same options.");
    }
}
