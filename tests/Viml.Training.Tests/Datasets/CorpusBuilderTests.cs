using Viml.Corpus.Pieces;
using Viml.Corpus.Rendering;
using Viml.Library.Files;
using Viml.Media.FluidSynth;
using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class CorpusBuilderTests
{
    [SkippableFact]
    public void A_build_that_was_stopped_goes_on_without_doubling_anything()
    {
        RequireSoundFont();
        using var folder = new TemporaryFolder();
        var options = new CorpusOptions { Pieces = 4, Seed = 11, Output = folder.Path, DurationSeconds = 4, Videos = false };
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => CorpusBuilder.Build(options, new Observer(progress =>
        {
            if (progress.Done >= 1) stop.Cancel();
        }), stop.Token));
        // What a killed run leaves: a line cut in the middle and a file of half a piece.
        var manifest = Path.Combine(folder.Path, ClipFile.FileName);
        var before = File.Exists(manifest) ? File.ReadAllLines(manifest).Length : 0;
        File.AppendAllText(manifest, "{\"id\":\"piece-0000");
        File.WriteAllText(Path.Combine(folder.Path, "music", "piece-000003.opus"), "half");

        var first = new List<CorpusProgress>();
        var head = CorpusBuilder.Build(options, new Observer(first.Add));
        Assert.Equal(before, first[0].Kept);
        Assert.Equal(4, head.Counts.Values.Sum());
        Assert.Equal(["piece-000000", "piece-000001", "piece-000002", "piece-000003"],
            ClipFile.Read(folder.Path).Select(clip => clip.Id).Order());
        Assert.All(Directory.EnumerateFiles(Path.Combine(folder.Path, "music")), file => Assert.True(new FileInfo(file).Length > 1000));
        Assert.Equal(4, Directory.GetFiles(Path.Combine(folder.Path, "pieces"), "*.json").Length);
    }

    [SkippableFact]
    public void Two_builds_at_once_in_one_folder_are_refused()
    {
        RequireSoundFont();
        using var folder = new TemporaryFolder();
        var options = new CorpusOptions { Pieces = 1, Seed = 11, Output = folder.Path, DurationSeconds = 4, Videos = false };
        using (WriteLock.TryHold(Path.Combine(folder.Path, "corpus")))
            Assert.Contains("Another process is building", Assert.Throws<InvalidOperationException>(() => CorpusBuilder.Build(options))
                .Message, StringComparison.Ordinal);

        Assert.Equal(1, CorpusBuilder.Build(options).Counts.Values.Sum());
    }

    [SkippableFact]
    public void Another_corpus_in_the_folder_is_refused()
    {
        RequireSoundFont();
        using var folder = new TemporaryFolder();
        var options = new CorpusOptions { Pieces = 1, Seed = 11, Output = folder.Path, DurationSeconds = 4, Videos = false };
        CorpusBuilder.Build(options);
        var refused = Assert.Throws<InvalidOperationException>(() => CorpusBuilder.Build(options with { Seed = 12 }));
        Assert.Contains("--seed 11", refused.Message, StringComparison.Ordinal);
    }

    private static void RequireSoundFont() =>
        TestPaths.Require(SoundFonts.Find().Any(font => IsKnown(font.Name)), "No soundfont of the corpus is installed.");

    private static bool IsKnown(string name) => SoundFontChoice.Known.Any(known => known.Name == name);

    private sealed class Observer(Action<CorpusProgress> observe) : IProgress<CorpusProgress>
    {
        public void Report(CorpusProgress value)
        {
            lock (observe) observe(value);
        }
    }
}
