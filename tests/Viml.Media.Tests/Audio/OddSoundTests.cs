using System.Diagnostics;
using Viml.Media.Audio;
using Viml.Testing;

namespace Viml.Media.Tests.Audio;

/// <summary>Sound that is all there and all right, in files that say unusual things about it.</summary>
public class OddSoundTests
{
    private const int Rate = 8000;

    [Theory]
    [InlineData(966, "-disposition:a:0", "0", "-disposition:a:1", "default")]
    [InlineData(966, "-disposition:a:0", "comment", "-disposition:a:1", "0")]
    [InlineData(966, "-disposition:a:0", "default+comment", "-disposition:a:1", "0")]
    [InlineData(966, "-disposition:a:0", "0", "-disposition:a:1", "0", "-metadata:s:a:0", "title=Director's commentary")]
    [InlineData(366, "-disposition:a:0", "default", "-disposition:a:1", "0")]
    [InlineData(366, "-disposition:a:0", "0", "-disposition:a:1", "0")]
    public void The_main_sound_is_read_wherever_it_stands(int expected, params string[] marks)
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Make(["-f", "lavfi", "-i", "sine=366:d=2", "-f", "lavfi", "-i", "sine=966:d=2", "-map", "0", "-map", "1", .. marks,
            folder["a.mka"]]);

        var samples = AudioReader.ReadAll(folder["a.mka"], Rate);

        Assert.InRange(Signals.Crossings(samples.AsSpan(Rate / 2, Rate)), 2 * expected - 4, 2 * expected + 4);
    }

    [Fact]
    public void Of_two_streams_without_marks_the_one_with_more_channels_is_read()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Make("-f", "lavfi", "-i", "sine=366:d=2", "-f", "lavfi", "-i", "sine=966:d=2", "-map", "0", "-map", "1",
            "-ac:a:1", "6", "-disposition:a:0", "0", "-disposition:a:1", "0", folder["a.mka"]);

        var samples = AudioReader.ReadAll(folder["a.mka"], Rate);

        Assert.InRange(Signals.Crossings(samples.AsSpan(Rate / 2, Rate)), 2 * 966 - 4, 2 * 966 + 4);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(15)]
    public void Channels_without_places_are_averaged(int channels)
    {
        using var folder = new TemporaryFolder();
        var silent = string.Concat(Enumerable.Repeat("|0", channels - 1));
        MediaFiles.Make(
            "-f", "lavfi", "-i", $"aevalsrc='0.9*sin(2*PI*500*t){silent}':s=8000:d=2", "-c:a", "pcm_s16le", folder["a.wav"]);

        var samples = AudioReader.ReadAll(folder["a.wav"], Rate);

        Assert.Equal(2 * Rate, samples.Length);
        Assert.InRange(Signals.Level(samples), 0.9 / Math.Sqrt(2) / channels * 0.98, 0.9 / Math.Sqrt(2) / channels * 1.02);
    }

    [Fact]
    public void What_is_not_a_number_is_silence_and_the_warning_says_how_much()
    {
        using var folder = new TemporaryFolder();
        var tone = Signals.Tone(440, Rate, 3, 0.5f);
        AudioWriter.Write(folder["a.wav"], tone, 1, Rate);
        MediaFiles.Make("-i", folder["a.wav"], "-c:a", "pcm_f32le", folder["b.wav"]);
        var bytes = File.ReadAllBytes(folder["b.wav"]);
        var start = bytes.Length - tone.Length * sizeof(float);
        for (var i = 0; i < Rate; i++)
            BitConverter.TryWriteBytes(bytes.AsSpan(start + i * sizeof(float)), i % 2 == 0 ? float.NaN : float.PositiveInfinity);
        File.WriteAllBytes(folder["b.wav"], bytes);
        var warnings = new List<string>();

        var samples = AudioReader.ReadAll(folder["b.wav"], Rate, new AudioReadOptions { Warning = warnings.Add });

        Assert.Equal(tone.Length, samples.Length);
        Assert.All(samples, sample => Assert.True(float.IsFinite(sample)));
        Assert.InRange(Signals.Level(samples.AsSpan(Rate + 100, Rate)), 0.34, 0.37);
        Assert.Equal("1.0 s of the sound are not numbers and were read as silence", Assert.Single(warnings));
    }

    [Fact]
    public void A_file_without_a_single_number_is_broken()
    {
        using var folder = new TemporaryFolder();
        AudioWriter.Write(folder["a.wav"], [.. Enumerable.Repeat(float.NaN, Rate)], 1, Rate);

        Assert.Equal("samples that are not", Found(folder["a.wav"]));
    }

    [Theory]
    [InlineData("cover")]
    [InlineData("lyrics")]
    [InlineData("junk first")]
    public void A_whole_mp3_whose_length_is_only_estimated_is_not_called_damaged(string what)
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Tone(folder["plain.mp3"], 12, "-b:a", "64k", "-write_xing", "0", "-id3v2_version", "0", "-map_metadata", "-1");
        var sound = File.ReadAllBytes(folder["plain.mp3"]);
        File.WriteAllBytes(folder["a.mp3"], what switch
        {
            "cover" => [.. sound, .. ApeTag(150_000)],
            "lyrics" => [.. sound, .. System.Text.Encoding.ASCII.GetBytes(
                $"LYRICSBEGIN{string.Concat(Enumerable.Repeat("[00:01]la", 2000))}LYRICS200")],
            _ => [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7 & 127)), .. sound],
        });
        var warnings = new List<string>();

        var samples = AudioReader.ReadAll(folder["a.mp3"], Rate, new AudioReadOptions { Warning = warnings.Add });

        Assert.InRange(samples.Length / (double)Rate, 11.9, 12.2);
        Assert.Empty(warnings);
    }

    [Fact]
    public void A_list_that_names_other_files_is_refused_at_once_and_opens_none()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder["list.mp3"], $"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{folder["missing.ts"]}\n#EXTINF:10,\n/dev/zero\n");
        var start = Stopwatch.GetTimestamp();

        var error = Assert.Throws<MediaFormatException>(() => AudioReader.ReadAll(folder["list.mp3"], Rate));

        Assert.Equal("a list of other files (hls)", error.Found);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    [Fact]
    public void Foreign_content_under_the_name_of_a_track_is_called_by_its_name()
    {
        using var folder = new TemporaryFolder();
        const string page = "<!DOCTYPE html><html><body>404 not found</body></html>";
        File.WriteAllText(folder["page.mp3"], string.Concat(Enumerable.Repeat(page, 20)));
        File.WriteAllBytes(folder["zip.mp3"], [.. "PK\x3\x4"u8, .. new byte[500]]);
        File.WriteAllText(folder["pointer.flac"], "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");

        Assert.Equal("a web page", Found(folder["page.mp3"]));
        Assert.Equal("a zip archive", Found(folder["zip.mp3"]));
        Assert.Contains("Git LFS", Found(folder["pointer.flac"]), StringComparison.Ordinal);
    }

    private static string Found(string path) => Assert.Throws<MediaFormatException>(() => AudioReader.ReadAll(path, Rate)).Found;

    // A tag behind the sound with a picture of random bytes.
    private static byte[] ApeTag(int size)
    {
        var picture = new byte[size];
        new Random(1).NextBytes(picture);
        byte[] item = [.. BitConverter.GetBytes(size + 6), .. BitConverter.GetBytes(2), .. "Cover Art (Front)\0c.jpg\0"u8, .. picture];
        return [.. Edge(0xA0000000), .. item, .. Edge(0x80000000)];

        byte[] Edge(uint flags) =>
        [
            .. "APETAGEX"u8, .. BitConverter.GetBytes(2000), .. BitConverter.GetBytes(item.Length + 32), .. BitConverter.GetBytes(1),
            .. BitConverter.GetBytes(flags), .. new byte[8],
        ];
    }
}
