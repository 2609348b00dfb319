using Viml.Media.Video;
using Viml.Testing;

namespace Viml.Media.Tests.Video;

public class SharedDecodingTests
{
    private const string Moving = "testsrc2=s=126x98:r=10:d=5";
    private static readonly FrameFormat[] Formats = [new(126, 98, 1), new(16, 9, 4), new(33, 21, 2.5)];

    [Theory]
    [InlineData("a.mp4")]
    [InlineData("a.webm")]
    public async Task Every_reader_gets_the_frames_of_a_reading_of_its_own(string name)
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder[name], Moving);

        var together = await ReadAll(VideoReader.ReadTogether(folder[name], Formats, new VideoReadOptions()));

        foreach (var (format, frames) in Formats.Zip(together))
            Assert.Equal(VideoReader.ReadFrames(folder[name], format.Width, format.Height, format.Rate).Select(Copy), frames);
        Assert.Equal([5, 20, 13], together.Select(frames => frames.Count));
    }

    [Fact]
    public async Task A_part_of_a_turned_video_is_read_as_by_one_reader()
    {
        using var folder = new TemporaryFolder();
        var plain = MediaFiles.Video(folder["plain.mp4"], Moving);
        var turned = MediaFiles.Make("-i", plain, "-c", "copy", "-metadata:s:v:0", "rotate=270", folder["turned.mp4"]);
        var options = new VideoReadOptions { StartSeconds = 1, LengthSeconds = 2 };

        var together = await ReadAll(VideoReader.ReadTogether(turned, Formats[..2], options));

        foreach (var (format, frames) in Formats.Zip(together))
            Assert.Equal(VideoReader.ReadFrames(turned, format.Width, format.Height, format.Rate, options).Select(Copy), frames);
    }

    [Fact]
    public async Task A_reader_that_leaves_or_never_comes_keeps_nobody_waiting()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.mp4"], "testsrc2=s=64x48:r=25:d=20");
        FrameFormat format = new(64, 48, 25);
        var readers = VideoReader.ReadTogether(folder["a.mp4"], [format, format, format], new VideoReadOptions());
        readers[2].Dispose();

        var first = Task.Run(() => readers[0].First().Length);
        var all = Task.Run(() => readers[1].Count());

        Assert.Equal(64 * 48 * 3, await first.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(500, await all.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Damage_is_told_once_and_what_could_be_decoded_is_read()
    {
        using var folder = new TemporaryFolder();
        var whole = MediaFiles.Video(folder["whole.mkv"], "testsrc2=s=320x240:r=25:d=8", "-c:v", "mpeg4", "-g", "10");
        var bytes = File.ReadAllBytes(whole);
        bytes.AsSpan(bytes.Length / 2, 4000).Fill(0x55);
        File.WriteAllBytes(folder["a.mkv"], bytes);
        var warnings = new List<string>();

        var together = await ReadAll(VideoReader.ReadTogether(
            folder["a.mkv"], Formats, new VideoReadOptions { Warning = text => { lock (warnings) warnings.Add(text); } }));

        Assert.Contains("a.mkv", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.All(together, frames => Assert.NotEmpty(frames));
    }

    [Fact]
    public async Task A_file_without_frames_fails_for_every_reader()
    {
        using var folder = new TemporaryFolder();
        var whole = MediaFiles.Video(folder["whole.mp4"], Moving, "-movflags", "+faststart");
        MediaFiles.Cut(whole, folder["a.mp4"], 0.12);

        foreach (var reader in VideoReader.ReadTogether(folder["a.mp4"], Formats, new VideoReadOptions()).Select(ReadOne).ToArray())
            await Assert.ThrowsAsync<MediaFormatException>(() => reader);
    }

    [Fact]
    public async Task Cancelling_ends_every_reader()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Video(folder["a.mp4"], "testsrc2=s=64x48:r=25:d=20");
        using var stop = new CancellationTokenSource();
        FrameFormat format = new(64, 48, 25);

        var reading = VideoReader.ReadTogether(folder["a.mp4"], [format, format], new VideoReadOptions(), stop.Token)
            .Select(frames => Task.Run(() =>
            {
                foreach (var _ in frames) stop.Cancel();
            })).ToArray();

        foreach (var reader in reading)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    private static Task<List<byte[]>[]> ReadAll(IReadOnlyList<SharedFrames> readers) => Task.WhenAll(readers.Select(ReadOne));

    private static Task<List<byte[]>> ReadOne(SharedFrames frames) => Task.Run(() => frames.Select(Copy).ToList());

    private static byte[] Copy(ReadOnlyMemory<byte> frame) => frame.ToArray();
}
