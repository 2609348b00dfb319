using Viml.Media.Audio;
using Viml.Media.Video;
using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class FolderDatasetTests : IDisposable
{
    private const int Rate = 22_050;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_becomes_clips_with_the_same_music_in_one_split_and_nothing_moves_when_videos_are_added()
    {
        Video("one.mp4", 1);
        Video("deep/two.mp4", 2);
        File.WriteAllText(_folder["media/broken.mp4"], "not a video");

        var first = Build();

        Assert.Equal((3, 2, 0, 1), (first.Found, first.Added, first.Kept, first.Failed.Count));
        Assert.Contains("broken.mp4", first.Failed[0]);
        var before = ClipFile.Read(_folder["out"]);
        Assert.All(before, clip => Assert.Equal(clip.Video, clip.Music));
        Assert.All(before, clip => Assert.InRange(clip.End, 11, 13));

        Video("again.mp4", 1, gain: 0.5f);
        Video("three.mp4", 3);
        var second = Build();

        Assert.Equal((5, 2, 2, 1), (second.Found, second.Added, second.Kept, second.Failed.Count));
        Assert.Contains("again.mp4", Assert.Single(second.Repeated));
        var after = ClipFile.Read(_folder["out"]);
        Assert.Equal(before.Select(clip => (clip.Id, clip.Split)), after.Take(2).Select(clip => (clip.Id, clip.Split)));
        var one = after.Single(clip => clip.Id.StartsWith("one-", StringComparison.Ordinal));
        var again = after.Single(clip => clip.Id.StartsWith("again-", StringComparison.Ordinal));
        Assert.Equal((one.MusicKey, one.Split), (again.MusicKey, again.Split));
        Assert.Equal(4, second.Info.Counts.Values.Sum());
        Assert.Empty(LeakCheck.Find(after));
    }

    [Fact]
    public void Another_folder_or_length_is_not_mixed_into_a_dataset()
    {
        Video("one.mp4", 1);
        Build();

        Assert.Throws<DatasetException>(() => FolderDataset.Build(
            new FolderDatasetOptions { Media = _folder["media"], Output = _folder["out"], SegmentSeconds = 5 }));
        Assert.Throws<DatasetException>(
            () => FolderDataset.Build(new FolderDatasetOptions { Media = _folder["nowhere"], Output = _folder["out"] }));
    }

    private FolderDatasetResult Build() =>
        FolderDataset.Build(new FolderDatasetOptions { Media = _folder["media"], Output = _folder["out"] });

    private void Video(string name, int seed, float gain = 1)
    {
        var path = Path.Combine(_folder["media"], name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AudioWriter.Write(_folder["sound.wav"], [.. SoundFingerprintTests.Song(seed, 12).Select(sample => gain * sample)], 1, Rate);
        var frame = new byte[32 * 32 * 3];
        Array.Fill(frame, (byte)(40 * seed));
        VideoWriter.Write(path, Enumerable.Repeat<ReadOnlyMemory<byte>>(frame, 48), 32, 32, 4,
            new VideoWriteOptions { AudioPath = _folder["sound.wav"] });
    }
}
