using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class EvaluateDescriptionsCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Each_kind_of_query_has_a_row_for_each_ranking()
    {
        var music = ToyMedia.Music(_home);
        ToyMedia.Video(_home, "video.mp4", 128);
        var run = Evaluate("music,text,picture\nhum.wav,drums,\nloud.wav,\"calm, slow\",video.mp4\n", "--music", music);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.StartsWith("Each query is ranked against 3 tracks.", run.Out);
        foreach (var row in new[] { "words", "picture", "picture and words" })
            Assert.Equal(2, run.Out.Split('\n').Count(line => line.StartsWith($"  {row}  ", StringComparison.Ordinal)));
        Assert.Contains("chance", run.Out);
    }

    [Fact]
    public void Music_that_is_not_in_the_library_is_named()
    {
        var run = Evaluate("music,text\nhum.wav,drums\nother.wav,calm\n", "--music", ToyMedia.Music(_home));
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("1 description of music that is not in the library", run.Error);
        Assert.Contains("other.wav", run.Error);
    }

    [Theory]
    [InlineData("music,words\nhum.wav,drums\n", "no text")]
    [InlineData("music,text\nhum.wav,\n", "expected a text")]
    [InlineData("music,text\n,drums\n", "the name of a music file")]
    [InlineData("music,text,picture\nhum.wav,drums,gone.jpg\n", "gone.jpg")]
    [InlineData("music,text\n", "at least one described track")]
    [InlineData("music,text\nother.wav,drums\n", "music that is in the library")]
    public void A_file_that_cannot_be_measured_is_explained(string csv, string message)
    {
        var run = Evaluate(csv, "--music", ToyMedia.Music(_home));
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    private CliRun Evaluate(string csv, params string[] arguments)
    {
        File.WriteAllText(_home["mine.csv"], csv);
        return CliRun.Start(_home, ["evaluate", "descriptions", _home["mine.csv"], .. arguments]);
    }
}
