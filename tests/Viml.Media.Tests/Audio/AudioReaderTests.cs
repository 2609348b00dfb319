using Viml.Media.Audio;
using Viml.Testing;

namespace Viml.Media.Tests.Audio;

public class AudioReaderTests
{
    private const int Rate = 16_000;

    [Theory]
    [InlineData("a.mp3")]
    [InlineData("a.flac")]
    [InlineData("a.ogg")]
    [InlineData("a.opus")]
    [InlineData("a.m4a")]
    [InlineData("a.aac")]
    [InlineData("a.wav")]
    [InlineData("a.aiff")]
    [InlineData("a.wma")]
    public void Every_format_gives_the_tone_at_the_wanted_rate(string name)
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Tone(folder[name], 2, "-ac", "2");

        var samples = AudioReader.ReadAll(folder[name], Rate);

        Assert.InRange(samples.Length / (double)Rate, 1.9, 2.15);
        Assert.InRange(Signals.Crossings(samples.AsSpan(Rate / 2, Rate)), 2 * 440 - 4, 2 * 440 + 4);
        // The sine source of ffmpeg has an amplitude of 1/8, spread over two channels of equal power (0.707 each), whose mean is one of
        // them.
        Assert.InRange(Signals.Level(samples.AsSpan(Rate / 2, Rate)), 0.0625 * 0.93, 0.0625 * 1.02);
    }

    [Fact]
    public void The_sound_of_a_video_is_read()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Make("-f", "lavfi", "-i", "color=red:s=64x48:r=10:d=1", "-f", "lavfi", "-i", "sine=440:d=1", folder["a.mp4"]);

        var samples = AudioReader.ReadAll(folder["a.mp4"], Rate);

        Assert.InRange(Signals.Crossings(samples.AsSpan(Rate / 4, Rate / 2)), 436, 444);
    }

    [Fact]
    public void Windows_follow_each_other_and_the_last_is_padded_with_zeros()
    {
        using var folder = new TemporaryFolder();
        var tone = Signals.Tone(300, 8000, 1.0, 0.5f)[..7000];
        AudioWriter.Write(folder["a.wav"], tone, 1, 8000);

        var read = new List<float>();
        var counts = new List<int>();
        foreach (var window in AudioReader.ReadWindows(folder["a.wav"], 8000, 3000))
        {
            Assert.Equal(3000, window.Samples.Length);
            Assert.All(window.Samples[window.Count..].ToArray(), sample => Assert.Equal(0, sample));
            counts.Add(window.Count);
            read.AddRange(window.Samples.Span[..window.Count]);
        }

        Assert.Equal([3000, 3000, 1000], counts);
        Assert.Equal(tone, read);
    }

    [Fact]
    public void Sound_of_whole_windows_has_no_empty_window_at_the_end()
    {
        using var folder = new TemporaryFolder();
        AudioWriter.Write(folder["a.wav"], new float[6000], 1, 8000);

        Assert.Equal([3000, 3000], AudioReader.ReadWindows(folder["a.wav"], 8000, 3000).Select(window => window.Count));
    }

    [Theory]
    [InlineData("a.wav")]
    [InlineData("a.mp3")]
    [InlineData("a.opus")]
    public void An_excerpt_is_read_where_it_was_asked_for(string name)
    {
        using var folder = new TemporaryFolder();
        // Three seconds of silence, then a tone.
        AudioWriter.Write(folder[name], [.. new float[3 * Rate], .. Signals.Tone(440, Rate, 3, 0.5f)], 1, Rate);

        var quiet = AudioReader.ReadAll(folder[name], Rate, new AudioReadOptions { StartSeconds = 1, LengthSeconds = 1.5 });
        var loud = AudioReader.ReadAll(folder[name], Rate, new AudioReadOptions { StartSeconds = 3.5, LengthSeconds = 1.5 });

        Assert.InRange(quiet.Length, 1.5 * Rate - 200, 1.5 * Rate + 200);
        Assert.InRange(Signals.Level(quiet), 0, 0.01);
        Assert.InRange(Signals.Level(loud), 0.31, 0.38);
        Assert.InRange(AudioReader.ReadAll(folder[name], Rate, maxSeconds: 0.5).Length, Rate / 2 - 200, Rate / 2 + 200);
    }

    [Fact]
    public void A_start_behind_the_end_says_where_the_end_is()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Tone(folder["a.wav"], 1);

        var error = Assert.Throws<MediaFormatException>(
            () => AudioReader.ReadAll(folder["a.wav"], Rate, new AudioReadOptions { StartSeconds = 5 }));

        Assert.Equal("the end at 1 s", error.Found);
    }

    [Fact]
    public void A_long_file_takes_no_more_memory_than_a_short_one()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Tone(folder["short.flac"], 60);
        MediaFiles.Tone(folder["long.flac"], 900);
        Allocated(folder["short.flac"]); // first use of the code

        var (shortBytes, shortWindows) = Allocated(folder["short.flac"]);
        var (longBytes, longWindows) = Allocated(folder["long.flac"]);

        Assert.Equal((20, 300), (shortWindows, longWindows));
        Assert.InRange(longBytes, 0, shortBytes + 32_000);
        Assert.InRange(longBytes, 0, 1_000_000);
    }

    [Fact]
    public void Leaving_the_enumeration_or_cancelling_ends_the_decoding()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Tone(folder["a.flac"], 600);
        using var cancellation = new CancellationTokenSource();

        Assert.Equal(Rate, AudioReader.ReadWindows(folder["a.flac"], Rate, Rate).First().Count);
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var _ in AudioReader.ReadWindows(folder["a.flac"], Rate, Rate, cancellation.Token)) cancellation.Cancel();
        });
    }

    [Fact]
    public void A_cut_file_gives_what_is_there_and_a_warning()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "a.mp3", "a.flac", "a.ogg", "a.wav" })
        {
            var cut = MediaFiles.Cut(MediaFiles.Tone(folder["whole-" + name], 20), folder[name], 0.5);
            var warnings = new List<string>();

            var samples = AudioReader.ReadAll(cut, Rate, new AudioReadOptions { ExpectedSeconds = 20, Warning = warnings.Add });

            Assert.InRange(samples.Length / (double)Rate, 7, 13);
            Assert.Contains("cut off", Assert.Single(warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_sound_file_gives_no_warning()
    {
        using var folder = new TemporaryFolder();
        var file = MediaFiles.Tone(folder["a.mp3"], 5);
        var expected = MediaProbe.Read(file).DurationSeconds;

        AudioReader.ReadAll(file, Rate, new AudioReadOptions { ExpectedSeconds = expected, Warning = Assert.Fail });
        AudioReader.ReadAll(file, Rate, new AudioReadOptions { StartSeconds = 3, ExpectedSeconds = expected, Warning = Assert.Fail });
        AudioReader.ReadAll(file, Rate, new AudioReadOptions { LengthSeconds = 1, ExpectedSeconds = expected, Warning = Assert.Fail });
    }

    [Fact]
    public void Bad_files_say_what_is_wrong_with_them()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["text.mp3"], string.Concat(Enumerable.Repeat("lorem ipsum dolor\n", 5000)));
        File.WriteAllText(folder["note.mp3"], "hello");
        File.WriteAllBytes(folder["zeros.wav"], new byte[10_000]);
        MediaFiles.Make("-f", "lavfi", "-i", "sine", "-t", "0", folder["zero-seconds.wav"]);
        MediaFiles.Video(folder["silent.mp4"], MediaFiles.RedThenBlue);
        MediaFiles.Video(folder["picture.png"], "color=red:s=32x32", "-frames:v", "1");
        MediaFiles.Cut(MediaFiles.Tone(folder["whole.m4a"], 5), folder["cut.m4a"], 0.7);

        Assert.Equal("a text", Found(folder["text.mp3"]));
        Assert.Equal("a text", Found(folder["note.mp3"]));
        Assert.Contains("cannot read", Found(folder["zeros.wav"]), StringComparison.Ordinal);
        Assert.Contains("zero seconds of sound", Found(folder["zero-seconds.wav"]), StringComparison.Ordinal);
        Assert.Contains("a video without sound", Found(folder["silent.mp4"]), StringComparison.Ordinal);
        Assert.Contains("a file without sound", Found(folder["picture.png"]), StringComparison.Ordinal);
        Assert.Contains("moov atom not found", Found(folder["cut.m4a"]), StringComparison.Ordinal);
        Assert.Equal("no such file", Found(folder["missing.mp3"]));
    }

    [Fact]
    public void Arguments_are_checked_before_anything_is_read()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AudioReader.ReadWindows("a", 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AudioReader.ReadWindows("a", 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AudioReader.ReadWindows("a", 1, 1, new AudioReadOptions { StartSeconds = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => AudioReader.ReadWindows("a", 1, 1, new AudioReadOptions { LengthSeconds = 0 }));
        Assert.Throws<ArgumentException>(() => AudioReader.ReadWindows(" ", 1, 1));
    }

    [SkippableFact]
    public void A_real_track_with_a_cover_is_read_to_its_end()
    {
        var path = TestPaths.RequireShared("media/vibe-ace.ogg");

        var samples = AudioReader.ReadAll(path, Rate, new AudioReadOptions { Warning = Assert.Fail, ExpectedSeconds = 61.46 });

        Assert.Equal(61.46, samples.Length / (double)Rate, 0.05);
        Assert.InRange(Signals.Level(samples), 0.01, 0.5);
    }

    private static string Found(string path) => Assert.Throws<MediaFormatException>(() => AudioReader.ReadAll(path, Rate)).Found;

    /// <summary>The bytes that reading in windows of three seconds allocates on this thread, and the number of windows.</summary>
    private static (long Bytes, int Windows) Allocated(string path)
    {
        var windows = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var _ in AudioReader.ReadWindows(path, Rate, 3 * Rate)) windows++;
        return (GC.GetAllocatedBytesForCurrentThread() - before, windows);
    }
}
