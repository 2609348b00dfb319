using Viml.Models;
using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class DatasetReportTests : IDisposable
{
    private static readonly DatasetEncoder Eyes = new("eyes", "1", 1, 1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_dataset_has_no_faults_and_is_counted()
    {
        Write([Of("a", Splits.Train), Of("b", Splits.Validation), Of("c", Splits.Test)], "a", "b", "c");

        var report = DatasetReport.Check(_folder.Path);

        Assert.Empty(report.Faults);
        Assert.Equal((3, 3, 3, 0), (report.Music, report.Texts["human"], report.Features["eyes"], report.Tagged));
        Assert.Equal(1, report.Splits[Splits.Test]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_at_once()
    {
        Write([Of("a", Splits.Train) with { Group = "song" }, Of("b", Splits.Test) with { Group = "song", Music = "gone.mp3" },
            Of("c", Splits.Test) with { Texts = new Dictionary<string, IReadOnlyList<string>>() }], "a", "b", "x");
        FeatureShard.Write(_folder.Path, Eyes with { Version = "2" }, "other", Features("c"));

        var faults = DatasetReport.Check(_folder.Path).Faults;

        Assert.Contains(faults, fault => fault.Contains("Leak: music 'song'"));
        Assert.Contains("No clip is for validation.", faults);
        Assert.Contains("Missing: gone.mp3.", faults);
        Assert.Contains("'x' has features of eyes and is no clip.", faults);
        Assert.Contains("1 of 3 clips have no features of eyes.", faults);
        Assert.Contains("1 of 3 clips have no text.", faults);
        Assert.Contains(faults, fault => fault.Contains("expected features by version '1', found '2'"));
        Assert.Empty(DatasetReport.Show(Clean()).Faults);
    }

    [Fact]
    public void A_corpus_becomes_a_dataset_whose_media_stay_and_whose_tags_give_texts()
    {
        Directory.CreateDirectory(_folder["corpus"]);
        File.WriteAllText(_folder["corpus/a.mp3"], "");
        var tags = new Dictionary<string, float> { ["piano"] = 1, ["jazz"] = 1, ["calm"] = 1 };
        Write("corpus", [Of("a", Splits.Train) with { Music = "a.mp3", Tags = tags }, Of("b", Splits.Test)]);

        CorpusDataset.Write(_folder["corpus"], _folder["set"]);

        var clips = ClipFile.Read(_folder["set"]);
        Assert.True(File.Exists(Path.Combine(_folder["set"], clips[0].Music!)));
        Assert.Equal(["data2text", "human", "prompt2text", "tags"], clips[0].Texts.Keys.Order(StringComparer.Ordinal));
        Assert.All(clips[0].Texts["tags"], text => Assert.Contains("piano", text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["human"], clips[1].Texts.Keys);
        Assert.Equal("somewhere", DatasetInfo.Read(_folder["set"]).Origin);
        Assert.Throws<DatasetException>(() => CorpusDataset.Write(_folder["corpus"], _folder["set"]));
    }

    /// <summary>The folder again, of which nothing but the head and the clips is read.</summary>
    private string Clean()
    {
        Directory.Delete(_folder["features"], recursive: true);
        return _folder.Path;
    }

    private void Write(Clip[] clips, params string[] features)
    {
        FeatureShard.Write(_folder.Path, Eyes, "0", Features(features));
        Write(".", clips, Eyes);
    }

    private void Write(string folder, Clip[] clips, params DatasetEncoder[] encoders)
    {
        using (var writer = new ClipWriter(_folder[folder]))
            foreach (var clip in clips) writer.Append(clip);
        new DatasetInfo("toy", "CC0-1.0", "somewhere",
            Splits.All.ToDictionary(split => split, split => clips.Count(clip => clip.Split == split)), encoders).Write(_folder[folder]);
    }

    private static Dictionary<string, FeatureSequence> Features(params string[] ids) =>
        ids.ToDictionary(id => id, _ => new FeatureSequence([1f], 1, 1, 1));

    private static Clip Of(string id, string split) => new(id, null, null, 0, 1, split, new Dictionary<string, float>(),
        new Dictionary<string, IReadOnlyList<string>> { ["human"] = ["a text"] });
}
