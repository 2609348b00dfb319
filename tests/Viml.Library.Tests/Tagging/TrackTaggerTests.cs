using System.Text.Json;
using Viml.Library.Answers;
using Viml.Library.Tagging;
using Viml.Library.Tests.Fakes;
using Viml.Models.Tagging;

namespace Viml.Library.Tests.Tagging;

public sealed class TrackTaggerTests
{
    [Fact]
    public void Every_tag_is_reported_the_most_probable_first()
    {
        using var files = new TestLibrary();
        var report = new TrackTagger(FakeModels.Create(), files.Source).Tag(files.Write("a.mp3", "0.7 10"));
        Assert.Equal(TagVocabulary.Default.Count, report.Tags.Count);
        Assert.Equal(["drums", "calm"], report.Tags.Take(2).Select(tag => tag.Name));
        Assert.Equal((TagKind.Instrument, 0.7f), (report.Tags[0].Kind, MathF.Round(report.Tags[0].Confidence, 3)));
        Assert.Equal((10, "Somebody"), (report.Duration, report.Artist));
        var json = JsonDocument.Parse(AnswerJson.Write(report, AnswerJson.Default.TagAnswer)).RootElement;
        Assert.Equal("drums", json.GetProperty("tags")[0].GetProperty("name").GetString());
    }
}
