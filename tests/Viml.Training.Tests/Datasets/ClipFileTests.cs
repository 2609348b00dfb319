using System.Text;
using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class ClipFileTests : IDisposable
{
    private const string GoodLine =
        """{"id":"a","video":null,"music":"music/a.opus","start":0,"end":30,"split":"train","tags":{"piano":0.75},"""
        + """ "texts":{"human":["sad piano"]}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Clips_come_back_as_they_were_written()
    {
        var clip = new Clip("a", "videos/ä \"b\".webm", null, 1.5, 31.5, Splits.Test,
            new Dictionary<string, float> { ["piano"] = 0.7f, ["sad"] = 1 },
            new Dictionary<string, IReadOnlyList<string>> { ["human"] = ["sad piano, \"slow\"", ""], ["tags"] = [] });
        using (var writer = new ClipWriter(_folder.Path))
            writer.Append(clip);
        var read = Assert.Single(ClipFile.Read(_folder.Path));
        Assert.Equal((clip.Id, clip.Video, clip.Music, clip.Start, clip.End, clip.Split),
            (read.Id, read.Video, read.Music, read.Start, read.End, read.Split));
        Assert.Equal(clip.Tags, read.Tags);
        Assert.Equal(clip.Texts["human"], read.Texts["human"]);
        Assert.Empty(read.Texts["tags"]);
    }

    [Fact]
    public void A_killed_writer_leaves_a_cut_line_that_the_next_writer_removes()
    {
        WriteLines(GoodLine);
        File.AppendAllText(_folder["clips.jsonl"], GoodLine[..40]);
        var error = Assert.Throws<DatasetException>(() => ClipFile.Read(_folder.Path));
        Assert.Equal(2, error.Line);
        using (var writer = new ClipWriter(_folder.Path))
        {
            Assert.Equal("a", Assert.Single(writer.Existing).Id);
            writer.Append(writer.Existing[0] with { Id = "b" });
        }
        Assert.Equal(["a", "b"], ClipFile.Read(_folder.Path).Select(clip => clip.Id));
    }

    [Fact]
    public void Many_clips_cross_the_reading_buffer()
    {
        using (var writer = new ClipWriter(_folder.Path))
            for (var i = 0; i < 1500; i++)
                writer.Append(Sample($"clip-{i}", text: new string('x', i % 300)));
        var clips = ClipFile.Read(_folder.Path);
        Assert.Equal(1500, clips.Count);
        Assert.Equal("clip-1499", clips[^1].Id);
        Assert.Equal(299, clips[299].Texts["human"][0].Length);
    }

    [Fact]
    public void An_id_is_accepted_once()
    {
        using var writer = new ClipWriter(_folder.Path);
        writer.Append(Sample("a"));
        Assert.Throws<ArgumentException>(() => writer.Append(Sample("a")));
    }

    [Fact]
    public void A_clip_that_breaks_the_format_is_not_written()
    {
        using var writer = new ClipWriter(_folder.Path);
        Assert.Throws<ArgumentException>(() => writer.Append(Sample("")));
        Assert.Throws<ArgumentException>(() => writer.Append(Sample("a") with { End = 0 }));
        Assert.Throws<ArgumentException>(() => writer.Append(Sample("a") with { Split = "dev" }));
        Assert.Throws<ArgumentException>(
            () => writer.Append(Sample("a") with { Tags = new Dictionary<string, float> { ["piano"] = float.NaN } }));
    }

    [Theory]
    [InlineData("\"start\":0", "\"start\":\"0\"", "a number for 'start'")]
    [InlineData("\"start\":0", "\"start\":30", "start < end")]
    [InlineData("\"start\":0", "\"start\":-1", "start < end")]
    [InlineData("\"id\":\"a\",", "", "the key 'id'")]
    [InlineData("\"id\":\"a\",", "\"id\":\"\",", "an id")]
    [InlineData("\"id\":\"a\",", "\"id\":\"a\",\"artist\":1,", "unknown key 'artist'")]
    [InlineData("\"id\":\"a\",", "\"id\":\"a\",\"id\":\"a\",", "not JSON")]
    [InlineData("\"train\"", "\"dev\"", "train, validation, test")]
    [InlineData("0.75", "1.75", "0 to 1")]
    [InlineData("0.75", "null", "a number for 'tags.piano'")]
    [InlineData("[\"sad piano\"]", "\"sad piano\"", "a list of texts for 'texts.human'")]
    [InlineData("[\"sad piano\"]", "[1]", "only texts in the list 'texts.human'")]
    [InlineData("}}", "}", "not JSON")]
    public void A_broken_line_is_an_error_that_names_it(string good, string bad, string says)
    {
        WriteLines(GoodLine, GoodLine.Replace(good, bad, StringComparison.Ordinal));
        var error = Assert.Throws<DatasetException>(() => ClipFile.Read(_folder.Path));
        Assert.Equal((_folder["clips.jsonl"], 2), (error.Path, error.Line));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_id_and_an_empty_line_are_errors()
    {
        WriteLines(GoodLine, GoodLine);
        Assert.Contains("'a' again", Assert.Throws<DatasetException>(() => ClipFile.Read(_folder.Path)).Message, StringComparison.Ordinal);
        WriteLines(GoodLine, "");
        Assert.Equal(2, Assert.Throws<DatasetException>(() => ClipFile.Read(_folder.Path)).Line);
    }

    [Fact]
    public void A_missing_file_is_an_error_and_an_empty_one_has_no_clips()
    {
        Assert.Throws<DatasetException>(() => ClipFile.Read(_folder.Path));
        WriteLines();
        Assert.Empty(ClipFile.Read(_folder.Path));
    }

    [Fact]
    public void A_line_without_end_is_an_error_before_it_fills_the_memory()
    {
        File.WriteAllBytes(_folder["clips.jsonl"], Encoding.ASCII.GetBytes(new string('x', 3 << 20)));
        Assert.Contains("a longer one", Assert.Throws<DatasetException>(() => ClipFile.Read(_folder.Path))
            .Message, StringComparison.Ordinal);
    }

    private static Clip Sample(string id, string text = "text") => new(id, null, null, 0, 30, Splits.Train,
        new Dictionary<string, float>(), new Dictionary<string, IReadOnlyList<string>> { ["human"] = [text] });

    private void WriteLines(params string[] lines) =>
        File.WriteAllText(_folder["clips.jsonl"], string.Concat(lines.Select(line => line + "\n")));
}
