using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

/// <summary>Command lines that a script or a slip produces. None may end in an internal error, and each is answered in words.</summary>
public sealed class OddCommandLineTests : IClassFixture<OddCommandLineTests.Place>
{
    private static readonly string Long = new('x', 5000);

    private readonly TemporaryFolder _home;

    public OddCommandLineTests(Place place) => _home = place.Home;

    public static TheoryData<string[]> Lines =>
    [
        ["index", ""], ["index", " "], ["index", Long], ["index", "--library", ""], ["index", "--library", Long], ["index", "/dev/null"],
        ["index", "--library", "fresh"], ["index", "--again", "--library", "fresh"],
        ["recommend"], ["recommend", ""], ["recommend", "--text", ""], ["recommend", "--text", Long],
        ["recommend", "--text", "\u0001\u0002"],
        ["recommend", "--text", "loud", "--folder", ""], ["recommend", "--text", "loud", "--folder", Long],
        ["recommend", "--text", "loud", "--folder", "/no/such"], ["recommend", "--text", "loud", "--music", ""],
        ["recommend", "--text", "loud", "--tag", ""], ["recommend", "--text", "loud", "--tag", "="],
        ["recommend", "--text", "loud", "--tag", "drums=NaN"], ["recommend", "--text", "loud", "--tag", "drums=1e999"],
        ["recommend", "--text", "loud", "--min-duration", "99999999999999999999"],
        ["recommend", "--text", "loud", "--min-duration", "9:99"], ["recommend", "--text", "loud", "--max-duration", ""],
        ["recommend", "--text", "loud", "--top", "0"], ["recommend", "--text", "loud", "--top", "1e99"],
        ["recommend", "--text", "loud", "--top", "-1"], ["recommend", "--text", "loud", "--text-weight", "NaN"],
        ["recommend", "--text", "loud", "--ranking", ""], ["recommend", "--text", "loud", "--bundle", ""],
        ["recommend", "--not", ""], ["recommend", "--not", Long], ["recommend", "/dev/null", "--text", "loud"], ["recommend", "/"],
        ["similar", ""], ["similar", "/dev/null"], ["similar", "HUM", "--model", ""], ["similar", "HUM", "--model", "/"],
        ["similar", "HUM", "--genre", "1e400"], ["similar", "HUM", "--library", "nothing"],
        ["tag", ""], ["tag", "/dev/null"], ["tag", "HUM", "--top", "99999999999"], ["tag", "HUM", "--tagger", ""],
        ["features", "HUM", "--encoder", "", "-o", "x"], ["features", "HUM", "--encoder", "scene", "-o", ""],
        ["features", "HUM", "--encoder", "tune", "-o", "/"], ["features", "HUM", "--encoder", "tune", "-o", "/no/such/x"],
        ["features", "HUM", "--encoder", "musicnn", "-o", Long],
        ["models", "add", ""], ["models", "add", "/"], ["models", "add", "/dev/null"], ["models", "remove", ""], ["models", "remove", ".."],
        ["models", "path", ""], ["models", "path", "/"], ["models", "verify", ""], ["models", "pull", ""], ["models", "pull", "x"],
        ["models", "pull", "fcn-msd", "--mirror", ""], ["models", "pull", "fcn-msd", "--mirror", "http://"],
        ["models", "convert", "", ""], ["models", "convert", "/dev/null", "x"], ["models", "convert", "HUM", "/no/such/x"],
        ["models", "convert", "HUM", ""], ["library", "show", ""], ["library", "show", "nothing"], ["library", "remove", ""],
        ["library", "remove", ".."], ["corpus", "build", "--pieces", "1", "--out", ""], ["corpus", "build", "--pieces", "0", "--out", "x"],
        ["corpus", "build", "--pieces", "1", "--out", "HUM"], ["train", "--corpus", "", "--out", ""],
        ["train", "--corpus", "/", "--out", "x"],
        ["train", "--corpus", "MUSIC", "--out", "HUM"], ["train", "deepsim", "--corpus", "", "--out", "x"],
        ["train", "deepsim", "--corpus", "/no", "--out", "x"], ["train", "pictures", "--photos", "", "--out", "x"],
        ["train", "pictures", "--photos", "MUSIC", "--out", ""], ["doctor", "--bundle", ""], ["encoders", "--bundle", "/no"],
        [""], ["--"], ["-"], ["--bundle"], ["help"], ["recommend", "--text"], ["@x"], ["library"], ["models", "nothing"],
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Is_answered_in_words(string[] line)
    {
        var music = _home["music"];
        var arguments = line.Select(word => word switch { "HUM" => Path.Combine(music, "hum.wav"), "MUSIC" => music, _ => word });
        var run = CliRun.Start(_home, [.. arguments]);
        Assert.DoesNotContain("Internal error", run.Error);
        Assert.DoesNotContain("Parameter '", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.Contains(run.ExitCode, new[] { ExitCode.Done, ExitCode.Error, ExitCode.Usage, ExitCode.NothingFound });
        Assert.True(run.ExitCode == ExitCode.Done || run.Error.Length > 0, "It says nothing.");
        Assert.False(File.Exists(Path.Combine(_home["home"], "libraries", "fresh.viml")));
    }

    /// <summary>A home with an indexed library.</summary>
    public sealed class Place : IDisposable
    {
        public Place() => CliRun.Start(Home, "index", ToyMedia.Music(Home));

        internal TemporaryFolder Home { get; } = new();

        public void Dispose() => Home.Dispose();
    }
}
