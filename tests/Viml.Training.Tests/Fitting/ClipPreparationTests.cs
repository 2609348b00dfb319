using Viml.Media.Audio;
using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

public sealed class ClipPreparationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Dataset => _folder["data"];

    private string Work => _folder["work"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_clip_is_prepared_as_the_models_see_it()
    {
        ToyDataset.Write(Dataset, clips: 4, (i, clip) => i == 3 ? clip with { Video = null } : clip with { End = clip.Start + 3 + i });
        var (clips, failures, progress) = Run();
        Assert.Empty(failures);
        Assert.Equal(["clip-00", "clip-01", "clip-02", "clip-03"], clips.Select(clip => clip.Clip.Id));
        Assert.Equal([1, 1, 2, 1], clips.Select(clip => clip.Windows!.Count)); // 3, 4, 5 and 3 s in windows of 3 s
        Assert.Equal([3, 4, 5], clips.Take(3).Select(clip => clip.Video!.Time)); // the clip's stretch, not the whole file
        Assert.Null(clips[3].Video);
        Assert.All(clips, clip => Assert.Equal(clip.Clip.Tags, Assert.Single(clip.Windows!.WindowTags)));
        Assert.Equal(new PreparationProgress(4, 0, 4, "reading videos for scene"), progress[^1]);

        var samples = AudioReader.ReadAll(Path.Combine(Dataset, "kind1.wav"), MusicFrontEnd.SampleRate)[..MusicFrontEnd.WindowSamples];
        float[] expected = new float[MusicWindows.SpectrogramLength], found = new float[MusicWindows.SpectrogramLength];
        MusicFrontEnd.Compute(samples, expected);
        clips[1].Windows!.ReadSpectrogram(0, found);
        Close.Assert(expected, found, absolute: 0.05, relative: 1e-3, "spectrogram");
    }

    [Fact]
    public void A_second_run_decodes_nothing_and_gives_the_same()
    {
        ToyDataset.Write(Dataset, clips: 3);
        var first = Run().Clips;
        foreach (var media in Directory.GetFiles(Dataset, "kind*")) // rubbish that looks the same from outside
        {
            var time = File.GetLastWriteTimeUtc(media);
            File.WriteAllBytes(media, new byte[new FileInfo(media).Length]);
            File.SetLastWriteTimeUtc(media, time);
        }
        var second = Run().Clips;
        Assert.Equal(3, second.Count);
        foreach (var (one, other) in first.Zip(second))
        {
            Assert.Equal(one.Windows!.Spectrograms, other.Windows!.Spectrograms);
            Assert.Equal(one.Windows!.Measured.Values, other.Windows!.Measured.Values);
            Assert.Equal(one.Video!.Values, other.Video!.Values);
        }
    }

    [Fact]
    public void Broken_files_are_left_out_with_their_reason_again_and_again_until_they_are_mended()
    {
        ToyDataset.Write(Dataset, clips: 6, (i, clip) => i switch
        {
            1 => clip with { Music = "missing.wav" },
            2 => clip with { Video = "text.mp4" },
            3 => clip with { Music = "nan.wav" },
            4 => clip with { Music = null },
            _ => clip,
        });
        File.WriteAllText(Path.Combine(Dataset, "text.mp4"), "not a video");
        AudioWriter.Write(Path.Combine(Dataset, "nan.wav"), [.. Enumerable.Repeat(float.NaN, 96000)], 1, 16000);

        for (var run = 0; run < 2; run++)
        {
            var (clips, failures, progress) = Run();
            Assert.Equal(["clip-00", "clip-05"], clips.Select(clip => clip.Clip.Id));
            Assert.Equal(["clip-01", "clip-02", "clip-03", "clip-04"], failures.Select(reason => reason.Split(':')[0]));
            Assert.Contains("no such file", failures[0]);
            Assert.Contains("text.mp4", failures[1]);
            Assert.Contains("finite", failures[2]);
            Assert.Contains("a clip with music", failures[3]);
            Assert.Equal(new PreparationProgress(6, 4, 6, "reading videos for scene"), progress[^1]);
            Assert.Equal(6, clips.Count + failures.Count);
        }
        File.Copy(Path.Combine(Dataset, "kind1.wav"), Path.Combine(Dataset, "missing.wav"));
        var mended = Run();
        Assert.Equal(["clip-00", "clip-01", "clip-05"], mended.Clips.Select(clip => clip.Clip.Id));
        Assert.Equal(3, mended.Failures.Count);
    }

    [Fact]
    public void A_clip_is_decoded_again_when_its_file_or_its_stretch_has_changed_and_no_other()
    {
        ToyDataset.Write(Dataset, clips: 3, (i, clip) => clip with { Music = $"own{i}.wav" });
        foreach (var i in Enumerable.Range(0, 3)) File.Copy(Path.Combine(Dataset, "kind0.wav"), Path.Combine(Dataset, $"own{i}.wav"));
        var first = Run().Clips;
        AudioWriter.Write(Path.Combine(Dataset, "own1.wav"), new float[4 * 16000], 1, 16000);
        var time = File.GetLastWriteTimeUtc(Path.Combine(Dataset, "own2.wav"));
        File.WriteAllBytes(Path.Combine(Dataset, "own2.wav"), new byte[new FileInfo(Path.Combine(Dataset, "own2.wav")).Length]);
        File.SetLastWriteTimeUtc(Path.Combine(Dataset, "own2.wav"), time);

        var (second, failures, _) = Run();

        Assert.Empty(failures);
        Assert.Equal(first[0].Windows!.Spectrograms, second[0].Windows!.Spectrograms);
        Assert.NotEqual(first[1].Windows!.Spectrograms, second[1].Windows!.Spectrograms);
        Assert.Equal(first[2].Windows!.Spectrograms, second[2].Windows!.Spectrograms);
        Assert.Equal([true, false, true], first.Zip(second).Select(pair => pair.First.Key == pair.Second.Key));

        var listed = ClipFile.Read(Dataset);
        var (moved, _) = Preparation().Run([listed[0] with { Start = 0.5 }, listed[1], listed[2]], null, default);
        Assert.NotEqual(first[0].Windows!.Spectrograms, moved[0].Windows!.Spectrograms);
    }

    [Fact]
    public void A_frozen_music_encoder_gives_features_and_no_windows()
    {
        ToyDataset.Write(Dataset, clips: 2);
        var first = Run().Clips; // leaves features of the same videos
        var encoder = new DeepSimEncoder(DeepSim.Random(new DeepSimConfig { Unit = 1 }, 1));
        var (clips, failures) = Preparation(encoder).Run(ClipFile.Read(Dataset), null, default);
        Assert.Empty(failures);
        Assert.All(clips, clip => Assert.Equal((encoder.Width, 1, true), (clip.Music!.Width, clip.Music.Time, clip.Windows is null)));
        Assert.NotEqual(clips[0].Music!.Values, clips[1].Music!.Values);
        Assert.Equal(first[0].Video!.Values, clips[0].Video!.Values);
    }

    [Fact]
    public void A_shard_of_another_version_is_refused()
    {
        ToyDataset.Write(Dataset, clips: 1);
        Run();
        var shard = Directory.GetFiles(Work, "*.safetensors", SearchOption.AllDirectories).Single(path => path.Contains("logmel"));
        File.Copy(Directory.GetFiles(Work, "*.safetensors", SearchOption.AllDirectories)
            .Single(path => path.Contains("scene")), shard, overwrite: true);
        Assert.Equal(shard, Assert.Throws<DatasetException>(() => Run()).Path);
    }

    private ClipPreparation Preparation(IMusicEncoder? music = null) => new(Dataset, Work, new SceneEncoder(), music);

    private (IReadOnlyList<PreparedClip> Clips, IReadOnlyList<string> Failures, List<PreparationProgress> Progress) Run()
    {
        var progress = new List<PreparationProgress>();
        var (clips, failures) = Preparation().Run(ClipFile.Read(Dataset), new Listener<PreparationProgress>(progress.Add), default);
        return (clips, failures, progress);
    }
}
