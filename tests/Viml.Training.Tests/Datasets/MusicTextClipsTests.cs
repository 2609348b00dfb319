using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class MusicTextClipsTests : IDisposable
{
    private const string Head = "video_id,start,end,text\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Clips_are_30_s_around_what_the_text_is_about_and_missing_videos_are_counted()
    {
        Media("aa.mp4", "deep/bb.WEBM", "tt.mkv", "zz.txt");

        var result = Import(Head + "aa,100,110,slow piano\nbb,2,12,\"loud, fast\"\ncc,5,15,never seen\n", Head + "tt,60,70,a choir\n");

        Assert.Equal((4, 3), (result.Rows, result.Clips));
        Assert.Equal("cc@5-15", Assert.Single(result.Missing));
        var clips = ClipFile.Read(_folder["out"]);
        Assert.Equal([(90.0, 120.0), (0, 30), (50, 80)], clips.Select(clip => (clip.Start, clip.End)));
        Assert.Equal(["slow piano", "loud, fast", "a choir"], clips.Select(clip => clip.Texts["human"][0]));
        Assert.Equal(Splits.Test, clips[2].Split);
        Assert.All(clips, clip => Assert.True(File.Exists(Path.Combine(_folder["out"], clip.Video!))));
        Assert.Equal(3, DatasetInfo.Read(_folder["out"]).Counts.Values.Sum());
    }

    [Fact]
    public void Two_texts_about_a_stretch_are_one_clip_and_overlapping_stretches_are_of_one_group()
    {
        Media("aa.mp4");

        Import(Head + "aa,100,110,slow piano\naa,100,110,a piano\naa,105,115,louder now\n", Head);

        var clips = ClipFile.Read(_folder["out"]);
        Assert.Equal(["slow piano", "a piano"], clips[0].Texts["human"]);
        Assert.Equal([("aa@100-110", "aa"), ("aa@105-115", "aa")], clips.Select(clip => (clip.Id, clip.MusicKey)));
        Assert.Single(clips.Select(clip => clip.Split).Distinct());
    }

    [Theory]
    [InlineData("aa,10,5,words\n", "0 <= start < end")]
    [InlineData("aa,x,5,words\n", "a number in 'start'")]
    [InlineData("aa,0,5,\n", "a text")]
    [InlineData("../aa,0,5,words\n", "the id of a video")]
    [InlineData("tt,0,5,words\n", "'tt' in both")]
    public void A_wrong_row_is_an_error_and_nothing_is_written(string row, string message)
    {
        Media("aa.mp4", "tt.mp4");

        Assert.Contains(message, Assert.Throws<DatasetException>(() => Import(Head + row, Head + "tt,60,70,a choir\n")).Message);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public void A_dataset_that_is_there_is_not_overwritten()
    {
        Media("aa.mp4");
        Import(Head + "aa,1,11,words\n", Head);

        Assert.Contains("dataset.json", Assert.Throws<DatasetException>(() => Import(Head, Head)).Message);
    }

    private ImportResult Import(string train, string test)
    {
        File.WriteAllText(_folder["train.csv"], train);
        File.WriteAllText(_folder["test.csv"], test);
        return MusicTextClips.Import(_folder["train.csv"], _folder["test.csv"], _folder["media"], _folder["out"]);
    }

    private void Media(params string[] names)
    {
        foreach (var name in names)
        {
            var path = Path.Combine(_folder["media"], name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }
}
