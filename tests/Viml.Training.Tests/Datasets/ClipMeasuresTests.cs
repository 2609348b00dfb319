using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class ClipMeasuresTests
{
    [Fact]
    public void Measures_come_back_and_may_be_missing()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new ClipWriter(folder.Path))
        {
            writer.Append(NewClip("a") with { Measures = new Dictionary<string, float> { ["tempo"] = 0.25f, ["valence"] = -1 } });
            writer.Append(NewClip("b"));
        }

        var clips = ClipFile.Read(folder.Path);

        Assert.Equal(0.25f, clips[0].Measures["tempo"]);
        Assert.Equal(-1f, clips[0].Measures["valence"]);
        Assert.Empty(clips[1].Measures);
    }

    [Fact]
    public void A_measure_that_is_not_a_number_is_refused()
    {
        using var folder = new TemporaryFolder();
        const string line =
            """{"id":"a","video":null,"music":null,"start":0,"end":1,"split":"test","tags":{},"texts":{},"measures":{"tempo":"x"}}""";
        File.WriteAllText(folder[ClipFile.FileName], line + "\n");
        Assert.Contains("measures.tempo", Assert.Throws<DatasetException>(() => ClipFile.Read(folder.Path)).Message);
    }

    private static Clip NewClip(string id) =>
        new(id, null, null, 0, 1, Splits.Train, new Dictionary<string, float>(), new Dictionary<string, IReadOnlyList<string>>());
}
