using Viml.Engine.Weights;
using Viml.Models;
using Viml.Models.Scene;
using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Extraction;
using Viml.Training.Fitting;
using Viml.Training.Tests.Fitting;

namespace Viml.Training.Tests.Extraction;

public sealed class FeatureExtractionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Dataset => _folder["data"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_clip_gets_the_features_of_its_stretch_and_a_second_run_makes_none()
    {
        ToyDataset.Write(Dataset, clips: 4, (i, clip) => i == 3 ? clip with { Video = null } : clip with { End = clip.Start + 3 + i });
        var (eyes, ears) = (new SceneEncoder(), new Loudness());

        var first = FeatureExtraction.Run(Dataset, eyes);
        var sound = FeatureExtraction.Run(Dataset, ears);
        var second = FeatureExtraction.Run(Dataset, eyes);

        Assert.Equal((3, 0, 3), (first.Clips, first.Kept, first.Made)); // one has no video
        Assert.Equal((4, 0, 4), (sound.Clips, sound.Kept, sound.Made));
        Assert.Equal((3, 3, 0), (second.Clips, second.Kept, second.Made));
        var info = DatasetInfo.Read(Dataset);
        Assert.Equal(["scene", "loudness"], info.Encoders.Select(encoder => encoder.Name).OrderDescending(StringComparer.Ordinal));
        var features = MappedFeatures.Open(Dataset, info.Encoders.Single(encoder => encoder.Name == "scene"));
        Assert.Equal([3, 4, 5], new[] { "clip-00", "clip-01", "clip-02" }.Select(id => features.Find(id)!.Time));
        Assert.Equal(4, ears.Calls);
        Assert.DoesNotContain(DatasetReport.Check(Dataset).Faults, fault => fault.Contains("changed"));
    }

    [Fact]
    public void A_broken_file_is_recorded_and_skipped_and_tried_again()
    {
        ToyDataset.Write(Dataset, clips: 3, (i, clip) => i == 1 ? clip with { Music = "text.wav" } : clip);
        File.WriteAllText(Path.Combine(Dataset, "text.wav"), "no sound");

        var result = FeatureExtraction.Run(Dataset, new Loudness());

        Assert.Equal((3, 0, 2), (result.Clips, result.Kept, result.Made));
        Assert.Equal("clip-01", Assert.Single(result.Failed).Id);
        var record = File.ReadAllText(Path.Combine(Dataset, "features", "loudness", "failed.csv"));
        Assert.StartsWith("id,reason\r\nclip-01,", record);

        File.Copy(Path.Combine(Dataset, "kind0.wav"), Path.Combine(Dataset, "text.wav"), overwrite: true);
        var again = FeatureExtraction.Run(Dataset, new Loudness());
        Assert.Equal((3, 2, 1), (again.Clips, again.Kept, again.Made));
        Assert.False(File.Exists(Path.Combine(Dataset, "features", "loudness", "failed.csv")));
    }

    [Fact]
    public void A_file_that_has_changed_is_encoded_again_and_one_that_is_gone_keeps_its_features()
    {
        ToyDataset.Write(Dataset, clips: 3, (i, clip) => clip with { Music = $"own{i}.wav" });
        foreach (var i in Enumerable.Range(0, 3)) File.Copy(Path.Combine(Dataset, "kind0.wav"), Path.Combine(Dataset, $"own{i}.wav"));
        FeatureExtraction.Run(Dataset, new Loudness());
        var before = Read();
        File.Copy(Path.Combine(Dataset, "kind1.wav"), Path.Combine(Dataset, "own1.wav"), overwrite: true);
        File.SetLastWriteTimeUtc(Path.Combine(Dataset, "own1.wav"), DateTime.UtcNow.AddHours(1));
        File.Delete(Path.Combine(Dataset, "own2.wav"));
        Assert.Contains(
            "The files of 1 clips have changed since their features of loudness were made.", DatasetReport.Check(Dataset).Faults);

        var result = FeatureExtraction.Run(Dataset, new Loudness());

        Assert.Equal((3, 2, 1), (result.Clips, result.Kept, result.Made));
        Assert.Equal([true, false, true], before.Zip(Read(), (one, other) => one.SequenceEqual(other)));

        float[][] Read()
        {
            var features = MappedFeatures.Open(Dataset, DatasetInfo.Read(Dataset).Encoders.Single());
            return [.. Enumerable.Range(0, 3).Select(i => features.Find($"clip-{i:00}")!.Read().Values)];
        }
    }

    [Fact]
    public void Features_of_another_version_are_refused_with_advice()
    {
        ToyDataset.Write(Dataset, clips: 1);
        FeatureExtraction.Run(Dataset, new Loudness());

        var error = Assert.Throws<DatasetException>(() => FeatureExtraction.Run(Dataset, new Loudness { Version = "2" }));

        Assert.Contains("expected features by version '2', found '1'; delete the folder", error.Message);
    }

    [Fact]
    public void An_interrupted_extraction_goes_on_behind_its_last_shard()
    {
        ToyDataset.Write(Dataset, clips: 140);
        using var stop = new CancellationTokenSource();
        var first = new Loudness();

        Assert.Throws<OperationCanceledException>(() => FeatureExtraction.Run(Dataset, first, new Listener<PreparationProgress>(progress =>
        {
            if (progress.Done >= 130) stop.Cancel();
        }), stop.Token));
        Assert.Single(FeatureShard.List(Dataset, "loudness"));
        Assert.Empty(DatasetInfo.Read(Dataset).Encoders);

        var second = new Loudness();
        var result = FeatureExtraction.Run(Dataset, second);
        Assert.Equal((140, 128, 12), (result.Clips, result.Kept, result.Made));
        Assert.Equal(12, second.Calls);
    }

    [Fact]
    public void A_shard_that_cannot_be_written_leaves_no_part_of_it()
    {
        ToyDataset.Write(Dataset, clips: 1);
        Directory.CreateDirectory(Path.Combine(Dataset, "features", "loudness", "00000.safetensors", "in the way"));

        Assert.ThrowsAny<IOException>(() => FeatureExtraction.Run(Dataset, new Loudness()));

        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(Dataset, "features", "loudness"), "*", SearchOption.AllDirectories),
            file => !file.EndsWith(".lock", StringComparison.Ordinal));
    }

    /// <summary>The mean size of the samples of a window of a second.</summary>
    private sealed class Loudness : IMusicEncoder
    {
        private int _calls;

        public int Calls => _calls;

        public string Name => "loudness";

        public string Version { get; init; } = "1";

        public int Width => 1;

        public double Rate => 1;

        public int SampleRate => 8000;

        public int WindowSamples => 8000;

        public void Encode(ReadOnlySpan<float> windows, int count, Span<float> features, Span<float> tagProbabilities)
        {
            Interlocked.Increment(ref _calls);
            for (var window = 0; window < count; window++)
                foreach (var sample in windows.Slice(window * WindowSamples, WindowSamples))
                    features[window] += Math.Abs(sample) / WindowSamples;
        }
    }
}
