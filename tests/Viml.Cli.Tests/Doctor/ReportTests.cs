using Viml.Cli.Doctor;
using Viml.Testing;

namespace Viml.Cli.Tests.Doctor;

public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_report_says_what_helps_and_nothing_of_the_user()
    {
        CliRun.Start(_home, "index", ToyMedia.Music(_home), "--library", "my-secret-evening");
        var run = CliRun.Start(_home, "doctor", "--report");
        Assert.StartsWith("viml 0.", run.Out);
        Assert.Contains("ffmpeg: ", run.Out);
        Assert.Contains("libraries: 3 tracks in 3 segments, 0 failed, bundle toy 0123456789ab, by viml 0.", run.Out);
        Assert.Contains("<viml home>", run.Out);
        Assert.DoesNotContain(_home.Path, run.Out);
        Assert.DoesNotContain("secret", run.Out);
        Assert.DoesNotContain(Environment.MachineName, run.Out);
    }

    [Theory]
    [InlineData("'HOME/Music/a.mp3' is broken", "'~/Music/a.mp3' is broken")]
    [InlineData("7.1 in /usr/bin/ffmpeg", "7.1 in /usr/bin/ffmpeg")]
    [InlineData("/media/jane/disk/x.flac: no", "<path>/x.flac: no")]
    [InlineData("C:\\Users\\jane\\x.flac", "<path>/x.flac")]
    [InlineData("512/s and 1/3 s, see https://example.org/x/y", "512/s and 1/3 s, see https://example.org/x/y")]
    public void Folders_are_replaced_by_what_they_are(string text, string expected)
    {
        var environment = Screens.Plain(TextWriter.Null) with { Variable = name => name == "HOME" ? _home["jane"] : null };
        Assert.Equal(expected, Report.Anonymous(text.Replace("HOME", _home["jane"], StringComparison.Ordinal), environment, "/b"));
    }
}
