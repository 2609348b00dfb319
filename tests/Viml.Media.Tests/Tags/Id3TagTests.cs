using System.Buffers.Binary;
using System.Text;
using Viml.Media.Audio;
using Viml.Media.Tags;
using Viml.Testing;

namespace Viml.Media.Tests.Tags;

public class Id3TagTests
{
    [Theory]
    [InlineData(2, "TP1")]
    [InlineData(3, "TPE1")]
    [InlineData(4, "TPE1")]
    public void Every_value_is_read_in_every_version(int version, string name) =>
        Assert.Equal("Alice, Bob, Carol", Id3Tag.Read(Tag(version, (name, [0, .. "Alice\0Bob\0Carol\0"u8])))!.Artist);

    [Fact]
    public void Texts_are_read_in_the_encoding_that_they_are_in()
    {
        Assert.Equal("Café olé", Title([1, .. Encoding.Latin1.GetBytes("Café olé")])); // marked as UTF-16
        Assert.Equal("Café olé", Title([0, .. "Café olé"u8])); // marked as Latin-1
        Assert.Equal("Café olé", Title([1, 0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Café olé")]));
        Assert.Equal("Café olé", Title([1, 0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("Café olé")]));
        Assert.Equal("夜想", Title([2, .. Encoding.BigEndianUnicode.GetBytes("夜想")]));
        Assert.Equal("中文", Title([2, .. Encoding.BigEndianUnicode.GetBytes("中文")]));
        Assert.Equal("中文", Title([1, .. Encoding.Unicode.GetBytes("中文")])); // without the mark that it should have
        Assert.Equal("夜想", Title([3, .. "夜想"u8]));
        Assert.Equal("One Two", Title([3, .. "One\nTwo"u8]));
    }

    [Fact]
    public void Damaged_tags_and_other_files_have_none_or_what_can_be_read()
    {
        var whole = Tag(3, ("TIT2", [3, .. "Title"u8]), ("TPE1", [3, .. "Artist"u8])).ToArray();
        Assert.Null(Id3Tag.Read(new MemoryStream("RIFF and so on"u8.ToArray())));
        Assert.Null(Id3Tag.Read(new MemoryStream([])));
        for (var length = 0; length < whole.Length; length++)
            Id3Tag.Read(new MemoryStream(whole, 0, length)); // throws nothing
        Assert.Equal("Title", Id3Tag.Read(new MemoryStream(whole, 0, whole.Length - 3))!.Title);
    }

    [Fact]
    public void A_track_tells_all_its_artists_and_its_whole_title()
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Tone(folder["plain.mp3"], 1, "-id3v2_version", "0");
        var tag = Tag(
            4, ("TIT2", [3, .. "Line one\n  artist          : Faked\nLine three"u8]), ("TPE1", [3, .. "Alice\0Bob"u8]),
            ("TCON", [3, .. "Jazz"u8]));
        File.WriteAllBytes(folder["a.mp3"], [.. tag.ToArray(), .. File.ReadAllBytes(folder["plain.mp3"])]);

        var told = Describe(folder["a.mp3"]);

        Assert.Equal(("Line one   artist          : Faked Line three", "Alice, Bob", "Jazz"), (told.Title, told.Artist, told.Genre));
    }

    [Theory]
    [InlineData("a.flac")]
    [InlineData("a.ogg")]
    [InlineData("a.m4a")]
    public void Line_breaks_and_several_artists_are_read_in_other_formats_too(string name)
    {
        using var folder = new TemporaryFolder();
        MediaFiles.Tone(folder[name], 1, "-metadata", "title=Line one\nDuration: 99:00:00.00\nend", "-metadata", "artist=Alice;Bob");

        var told = Describe(folder[name]);

        Assert.Equal(("Line one Duration: 99:00:00.00 end", "Alice, Bob"), (told.Title, told.Artist));
        Assert.InRange(told.DurationSeconds, 0.9, 1.2);
    }

    private static SoundDescription Describe(string path)
    {
        SoundDescription? told = null;
        AudioReader.ReadAll(path, 8000, new AudioReadOptions { Described = description => told = description });
        return told!;
    }

    private static string? Title(byte[] content) => Id3Tag.Read(Tag(3, ("TIT2", content)))!.Title;

    private static MemoryStream Tag(int version, params (string Name, byte[] Content)[] frames)
    {
        var body = new List<byte>();
        foreach (var (name, content) in frames)
        {
            var size = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(size, content.Length); // below 128 both forms are the same
            var flags = version == 2 ? [] : new byte[2];
            body.AddRange([.. Encoding.ASCII.GetBytes(name), .. version == 2 ? size[1..] : size, .. flags, .. content]);
        }
        return new MemoryStream([.. "ID3"u8, (byte)version, 0, 0, 0, 0, (byte)(body.Count >> 7), (byte)(body.Count & 127), .. body]);
    }
}
