using Viml.Library.Encoding;
using Viml.Library.Indexing;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;
using Viml.Media;
using Viml.Media.Audio;
using Viml.Media.Video;
using Viml.Models;
using Viml.Models.Clip;
using Viml.Models.Encoders;
using Viml.Models.Scene;
using Viml.Testing;

namespace Viml.Library.Tests.Encoding;

/// <summary>Real files through ffmpeg into the fake models.</summary>
public sealed class MediaFilesTests : IDisposable
{
    private readonly TestLibrary _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_folder_of_real_files_is_indexed_and_each_broken_one_is_recorded_with_its_reason()
    {
        AudioWriter.Write(_files["-a'\"\n.wav"], Enumerable.Repeat(0.5f, 8000 * 10).ToArray(), 1, 8000);
        AudioWriter.Write(_files["b.opus"], Enumerable.Range(0, 48000 * 5).Select(i => MathF.Sin(i * 0.05f)).ToArray(), 1, 48000);
        var cut = File.ReadAllBytes(_files["b.opus"]);
        File.WriteAllBytes(_files["cut.opus"], cut[..(cut.Length / 2)]);
        File.WriteAllText(_files["text.mp3"], "This is a letter, not music.");
        File.WriteAllBytes(_files["empty.flac"], []);
        AudioWriter.Write(_files["zero.wav"], [], 1, 8000);

        using var store = SqliteLibrary.Open(_files.LibraryPath);
        var report = new Indexer(store, FakeModels.Create()).Run(new IndexRequest { Folders = [_files.Music] });
        Assert.Equal(new IndexCounts(6, 3, 0, 0, 3), report.Counts);
        Assert.Equal(["empty.flac", "text.mp3", "zero.wav"], report.Failures.Select(failure => Path.GetFileName(failure.Path)));
        Assert.All(report.Failures, failure => Assert.Contains("expected", failure.Reason));
        var entry = store.Tracks().Single(entry => entry.Paths[0].EndsWith(".wav", StringComparison.Ordinal));
        Assert.Equal(10, entry.Duration, 0.05);
        Assert.Equal(3, store.Features([entry.Id])[0].Time);
    }

    [Fact]
    public void Encoders_side_by_side_read_a_video_each_at_its_own_rate_and_size()
    {
        var frame = Enumerable.Range(0, 90 * 70 * 3).Select(i => (byte)(i * 7)).ToArray();
        VideoWriter.Write(_files["v.mp4"], Enumerable.Repeat<ReadOnlyMemory<byte>>(frame, 25), 90, 70, 10);
        IVideoEncoder[] parts =
        [
            new SceneEncoder(), new ClipVideoEncoder("clip", ClipModel.Open(Path.Combine(TestPaths.Fixtures, "clip"))),
        ];
        var (scene, clip) = (Encode(parts[0]).Features, Encode(parts[1]).Features);

        var both = Encode(VideoEncoderGroup.Of(parts));

        Assert.Equal((3, SceneFeatures.Count + 48, 2.5), (both.Features.Time, both.Features.Width, both.Duration));
        Assert.Equal(scene.Step(1).ToArray(), both.Features.Step(1)[..SceneFeatures.Count].ToArray());
        Assert.Equal(clip.Step(1).ToArray(), both.Features.Step(1)[SceneFeatures.Count..].ToArray());

        EncodedVideo Encode(IVideoEncoder encoder) => new VideoFileEncoder(encoder).Encode(_files["v.mp4"]);
    }

    [Fact]
    public void A_video_file_becomes_features_of_its_picture_and_an_audio_file_is_none()
    {
        var frame = Enumerable.Repeat((byte)255, 32 * 32 * 3).ToArray();
        VideoWriter.Write(_files["white.mp4"], Enumerable.Repeat<ReadOnlyMemory<byte>>(frame, 30), 32, 32, 10);
        var encoder = new VideoFileEncoder(FakeModels.Create().Video);
        var video = encoder.Encode(_files["white.mp4"]);
        Assert.Equal((6, 3.0), (video.Features.Time, video.Duration));
        Assert.Equal(FakeModels.Feature(1)[1], video.Features.Step(3)[1], 0.05f);

        var part = encoder.Encode(_files["white.mp4"], new VideoReadOptions { StartSeconds = 1, LengthSeconds = 1 });
        Assert.Equal((2, 1.0), (part.Features.Time, part.Duration));

        AudioWriter.Write(_files["a.wav"], new float[8000], 1, 8000);
        Assert.Contains("audio file", Assert.Throws<MediaFormatException>(() => encoder.Encode(_files["a.wav"])).Found);
        Assert.Throws<MediaFormatException>(() => encoder.Encode(_files["none.mp4"]));
    }

    [Fact]
    public void Pictures_become_a_slideshow_of_four_seconds_each_in_which_nothing_moves()
    {
        File.WriteAllBytes(_files["white.bmp"], Bitmap(255));
        File.WriteAllBytes(_files["black.bmp"], Bitmap(0));
        string[] pictures = [_files["white.bmp"], _files["black.bmp"]];
        var encoder = new VideoFileEncoder(FakeModels.Create().Video); // two steps a second

        var show = encoder.Encode(pictures);

        Assert.Equal((16, 8.0), (show.Features.Time, show.Duration));
        Assert.Equal([1f, 0], new[] { 0, 15 }.Select(step => MathF.Round(show.Features.Step(step)[2])));
        Assert.Equal(encoder.Encode(pictures[0]).Features.Values, show.Features.Range(0, 8).Values);
        var scene = new VideoFileEncoder(new SceneEncoder()).Encode(pictures).Features;
        Assert.Equal(0, scene.Step(4)[SceneFeatures.IndexOf("motion.energy.mean")]); // typical, though the picture changes
    }

    [Fact]
    public void Several_files_must_be_pictures()
    {
        File.WriteAllBytes(_files["white.bmp"], Bitmap(255));
        VideoWriter.Write(_files["v.mp4"], Enumerable.Repeat<ReadOnlyMemory<byte>>(new byte[32 * 32 * 3], 5), 32, 32, 10);
        var encoder = new VideoFileEncoder(FakeModels.Create().Video);

        Assert.Contains("a video", Assert.Throws<MediaFormatException>(() => encoder.Encode([_files["white.bmp"], _files["v.mp4"]])).Found);
        Assert.Throws<MediaFormatException>(() => encoder.Encode([_files["white.bmp"], _files["none.png"]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode([]));
    }

    /// <summary>A grey picture of 8 x 8.</summary>
    private static byte[] Bitmap(byte level) =>
    [
        .. "BM"u8, 246, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 1, 0, 24, 0, .. new byte[24],
        .. Enumerable.Repeat(level, 192),
    ];
}
