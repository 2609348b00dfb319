using System.Text.Json;
using System.Xml.Linq;
using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

public sealed class RunRecordTests
{
    private static readonly RunRecord Record = new()
    {
        Task = "toy",
        Options = new FittingOptions { Steps = 100, Seed = 7, Data = "\"clips\" & more" },
        Parameters = 1234,
        Losses = [new RunLoss(20, 1.5), new RunLoss(40, 0.5)],
        Validations = [Validation(50, 0.25), Validation(100, double.NaN)],
        BestStep = 50,
        Seconds = 12.5,
    };

    [Fact]
    public void It_comes_back_from_JSON_as_it_was()
    {
        var back = RunRecord.FromJson(Record.ToJson());
        Assert.Equal(Record.Options, back.Options);
        Assert.Equal(Record.Losses, back.Losses);
        Assert.Equal((Record.Task, Record.Parameters, Record.BestStep, Record.Seconds),
            (back.Task, back.Parameters, back.BestStep, back.Seconds));
        Assert.Equal(Record.Validations.Select(v => v.Step), back.Validations.Select(v => v.Step));
        // The first figure decides: the order must come back too.
        Assert.Equal(["score", "another"], back.Validations[0].Figures.Keys);
        Assert.Equal(double.NaN, back.Validations[1].Figures["score"]);
        Assert.Equal(Record.ToJson(), back.ToJson());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{ \"task\": \"toy\"")]
    public void What_is_not_a_record_is_refused(string json) => Assert.Throws<JsonException>(() => RunRecord.FromJson(json));

    [Fact]
    public void An_unknown_key_is_refused_and_named() =>
        Assert.Contains("mood", Assert.Throws<JsonException>(() => RunRecord.FromJson(Record.ToJson().Replace("\"bestStep\"",
            "\"mood\""))).Message);

    [Fact]
    public void The_picture_shows_the_loss_and_the_deciding_figure()
    {
        var svg = XDocument.Parse(Record.ToSvg()).Root!;
        Assert.Equal(2, svg.Elements(svg.Name.Namespace + "polyline").Count());
        Assert.Contains("toy: 100 steps", svg.Value);
        Assert.Contains("training loss", svg.Value);
        Assert.Contains("validation score", svg.Value);
        Assert.DoesNotContain("another", svg.Value);
    }

    [Fact]
    public void A_run_without_validations_has_a_picture_too() =>
        Assert.Contains("polyline", (Record with { Validations = [] }).ToSvg());

    private static RunValidation Validation(int step, double score) =>
        new(step, new Dictionary<string, double> { ["score"] = score, ["another"] = 3 });
}
