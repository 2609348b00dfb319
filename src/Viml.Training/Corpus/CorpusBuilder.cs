using System.Collections.Concurrent;
using System.Globalization;
using Viml.Library.Files;
using Viml.Media.FluidSynth;
using Viml.Training.Corpus.Rendering;
using Viml.Training.Datasets;

namespace Viml.Training.Corpus;

/// <summary>
/// Builds a corpus: music, videos, descriptions and manifest, on all cores. A build that was killed goes on when started again with the same
/// options: pieces in the manifest are kept, all others are made anew; nothing is doubled and no half file is taken for whole.
/// </summary>
public static class CorpusBuilder
{
    // To be raised with every change that makes other pieces of the same seed, so that no folder mixes the two.
    private const int ComposerVersion = 2;

    /// <summary>Builds or continues the corpus and returns its head.</summary>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    /// <exception cref="InvalidOperationException">The folder holds another corpus, another process is building it, or no soundfont is installed.</exception>
    /// <exception cref="OperationCanceledException">The build was cancelled; it can be continued.</exception>
    public static DatasetInfo Build(CorpusOptions options, IProgress<CorpusProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var fonts = SoundFontChoice.Installed(options.SoundFonts, options.Samples);
        var head = Head(options, fonts);
        Directory.CreateDirectory(options.Output);
        using var held = WriteLock.TryHold(Path.Combine(options.Output, "corpus"))
            ?? throw new InvalidOperationException($"Another process is building the corpus in '{options.Output}'. Wait until it is done, or choose another folder.");
        foreach (var folder in new[] { "music", "video", "pieces" }) Directory.CreateDirectory(Path.Combine(options.Output, folder));
        RequireSame(options.Output, head);
        head.Write(options.Output);

        using var manifest = new ClipWriter(options.Output);
        var present = manifest.Existing.Select(clip => clip.Id).ToHashSet(StringComparer.Ordinal);
        var missing = new ConcurrentQueue<int>(Enumerable.Range(0, options.Pieces).Where(index => !present.Contains(Latents.LatentSampler.IdOf(index))));
        var kept = options.Pieces - missing.Count;
        var done = kept;
        progress?.Report(new CorpusProgress(done, kept, options.Pieces));
        var maker = new PieceMaker(options, fonts);
        var clips = new ConcurrentBag<Clip>(manifest.Existing);
        // Most of the time is spent waiting for fluidsynth and ffmpeg, so each worker takes pieces from the queue on its own.
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount + 1, CancellationToken = cancellation };
        Parallel.ForEach(Partition(missing), workers, index =>
        {
            var clip = maker.Make(index, cancellation);
            manifest.Append(clip);
            clips.Add(clip);
            progress?.Report(new CorpusProgress(Interlocked.Increment(ref done), kept, options.Pieces));
        });

        head = head with { Counts = Splits.All.ToDictionary(split => split, split => clips.Count(clip => clip.Split == split)) };
        head.Write(options.Output);
        return head;
    }

    private static OrderablePartitioner<int> Partition(ConcurrentQueue<int> missing) =>
        Partitioner.Create(missing, EnumerablePartitionerOptions.NoBuffering);

    // The origin says everything that decides what the pieces are, except how many there are.
    private static DatasetInfo Head(CorpusOptions options, IReadOnlyList<SoundFont> fonts)
    {
        var names = string.Join(", ", fonts.Select(font => $"{font.Name} ({SoundFontChoice.Of(font).Licence})"));
        var origin = string.Create(CultureInfo.InvariantCulture,
            $"viml corpus build --seed {options.Seed}; composer {ComposerVersion}; {options.DurationSeconds} s{(options.Samples ? " samples" : "")}{(options.Videos ? $", videos {options.VideoWidth} wide at {options.VideoRate}/s" : "")}, {options.SampleRate} Hz; soundfonts: {names}");
        return new DatasetInfo("viml corpus", options.Samples ? "MIT" : $"made by the viml corpus builder; sounds of {names}", origin,
            Splits.All.ToDictionary(split => split, _ => 0), []);
    }

    private static void RequireSame(string folder, DatasetInfo head)
    {
        if (!File.Exists(Path.Combine(folder, DatasetInfo.FileName))) return;
        var there = DatasetInfo.Read(folder);
        if (there.Origin != head.Origin)
            throw new InvalidOperationException($"The folder '{folder}' holds another dataset. There: '{there.Origin}'. Asked for: '{head.Origin}'. Choose another folder or the same options.");
    }
}
