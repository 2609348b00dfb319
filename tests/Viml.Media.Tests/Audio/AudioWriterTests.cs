using Viml.Media.Audio;
using Viml.Testing;

namespace Viml.Media.Tests.Audio;

public class AudioWriterTests
{
    private const int Rate = 22_050;

    [Theory]
    [InlineData("a.wav", 1e-3)]
    [InlineData("a.flac", 1e-3)]
    [InlineData("a.opus", 0.05)]
    [InlineData("a.ogg", 0.05)]
    [InlineData("a.mp3", 0.05)]
    [InlineData("a.m4a", 0.05)]
    public void Written_samples_are_read_back(string name, double tolerance)
    {
        using var folder = new TemporaryFolder();
        var tone = Signals.Tone(440, Rate, 1.0, 0.5f);

        AudioWriter.Write(folder[name], tone, channels: 1, Rate);

        var read = AudioReader.ReadAll(folder[name], Rate);
        Assert.InRange(read.Length, Rate - 300, Rate + 2400); // Vorbis loses a block at the end
        Assert.InRange(Signals.Level(read.AsSpan(2000, Rate - 4000)), 0.5 / Math.Sqrt(2) - tolerance, 0.5 / Math.Sqrt(2) + tolerance);
        Assert.InRange(Signals.Crossings(read.AsSpan(0, Rate - 300)), 2 * 440 - 16, 2 * 440 + 8);
        Assert.Equal([folder[name]], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_wav_file_keeps_every_bit()
    {
        using var folder = new TemporaryFolder();
        var samples = Signals.Tone(1000, 16_000, 0.25, 1.5f); // above full scale too

        AudioWriter.Write(folder["a.wav"], samples, channels: 1, 16_000);

        Assert.Equal(samples, AudioReader.ReadAll(folder["a.wav"], 16_000));
    }

    [Theory]
    [InlineData("a.wav")]
    [InlineData("a.opus")]
    [InlineData("a.ogg")]
    [InlineData("a.mp3")]
    [InlineData("a.flac")]
    [InlineData("a.m4a")]
    public void The_same_samples_and_tags_give_the_same_bytes(string name)
    {
        using var folder = new TemporaryFolder();
        var tone = Signals.Tone(330, Rate, 0.5, 0.3f);
        var tags = new AudioTags("A title", "An artist", "An album", "Jazz");
        var options = new AudioWriteOptions { BitRate = 64_000, Tags = tags, Filter = "volume=0.5" };

        AudioWriter.Write(folder[name], tone, channels: 1, Rate, options);
        var first = File.ReadAllBytes(folder[name]);
        AudioWriter.Write(folder[name], tone, channels: 1, Rate, options);

        Assert.Equal(first, File.ReadAllBytes(folder[name]));
        var info = MediaProbe.Read(folder[name]);
        Assert.Equal(("A title", "An artist", "An album", "Jazz"), (info.Title, info.Artist, info.Album, info.Genre));
    }

    [Fact]
    public void A_filter_is_applied()
    {
        using var folder = new TemporaryFolder();
        AudioWriter.Write(
            folder["a.wav"], Signals.Tone(440, Rate, 0.5, 0.8f), channels: 1, Rate, new AudioWriteOptions { Filter = "volume=0.25" });

        Assert.InRange(AudioReader.ReadAll(folder["a.wav"], Rate).Max(), 0.19f, 0.21f);
    }

    [Theory]
    [InlineData("a.wav")]
    [InlineData("a.flac")]
    public void Stereo_is_read_as_the_mean_of_its_channels(string name)
    {
        using var folder = new TemporaryFolder();
        var stereo = new float[2 * 8000];
        for (var i = 0; i < stereo.Length; i += 2) (stereo[i], stereo[i + 1]) = (0.6f, 0.2f);

        AudioWriter.Write(folder[name], stereo, channels: 2, 8000);

        Assert.Equal(2, MediaProbe.Read(folder[name]).Audio!.Channels);
        Assert.All(AudioReader.ReadAll(folder[name], 8000), sample => Assert.Equal(0.4f, sample, 1e-4f));
    }

    [Fact]
    public void An_unknown_extension_names_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => AudioWriter.Write("/tmp/a.xyz", [0f], 1, 8000));
        Assert.Contains(".wav, .flac, .opus", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.flac"], "old");

        Assert.Throws<ProgramFailedException>(
            () => AudioWriter.Write(folder["a.flac"], new float[80_000], 1, 8000, new AudioWriteOptions { Filter = "no-such-filter" }));

        Assert.Equal("old", File.ReadAllText(folder["a.flac"]));
        Assert.Equal([folder["a.flac"]], Directory.GetFiles(folder.Path));
    }
}
