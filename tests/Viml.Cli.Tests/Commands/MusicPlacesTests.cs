using System.Text.Json;
using Viml.Cli.Output;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

/// <summary>Music as lists, files, several places and names on standard input.</summary>
public sealed class MusicPlacesTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly string _music;
    private readonly string[] _tracks;

    public MusicPlacesTests()
    {
        _music = ToyMedia.Music(_home);
        _tracks = [.. Directory.GetFiles(_music).Order(StringComparer.Ordinal)];
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_list_is_music_and_what_it_does_not_name_is_not()
    {
        File.WriteAllLines(_home["list.m3u"], ["#EXTM3U", .. _tracks[..2]]);
        Assert.Equal(2, Found("--music", _home["list.m3u"]));
        File.WriteAllLines(_home["list.m3u"], _tracks[..1]);
        Assert.Equal(1, Found("--music", _home["list.m3u"]));
    }

    [Fact]
    public void Files_and_folders_may_be_given_together()
    {
        Directory.CreateDirectory(_home["more"]);
        File.Move(_tracks[2], Path.Combine(_home["more"], "c.wav"));
        Assert.Equal(2, Found("--music", _tracks[0], "--music", _home["more"]));
        Assert.Equal(1, Found("--music", _tracks[0]));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\0")]
    public void Names_on_standard_input_are_music(string separator)
    {
        var names = new StringReader(string.Join(separator, _tracks[..2]) + separator);
        var run = CliRun.Start(
            _home, environment => environment with { In = names }, "recommend", "--text", "calm", "--music", "-", "--json");
        Assert.Equal(2, CountOf(run));
    }

    [Fact]
    public void The_same_folder_is_decoded_once_for_all_libraries()
    {
        Found("--music", _music);
        var run = CliRun.Start(_home, "index", _music, "--library", "evening", "--json");
        using var answer = JsonDocument.Parse(run.Out);
        Assert.Equal((3, 3), (answer.RootElement.GetProperty("indexed").GetInt32(), answer.RootElement.GetProperty("reused").GetInt32()));
        Assert.Equal(0, answer.RootElement.GetProperty("audioSeconds").GetDouble());
    }

    [Fact]
    public void What_was_left_out_is_counted_in_words_and_in_JSON()
    {
        File.WriteAllText(Path.Combine(_music, "cover.jpg"), "");
        File.WriteAllText(Path.Combine(_music, "back.jpg"), "");
        Assert.Contains("2 other files left out: 2 .jpg.\n", CliRun.Start(_home, "index", _music).Out);
        using var answer = JsonDocument.Parse(CliRun.Start(_home, "index", _music, "--json").Out);
        var others = Assert.Single(answer.RootElement.GetProperty("leftOut").EnumerateArray());
        Assert.Equal((".jpg", 2), (others.GetProperty("extension").GetString(), others.GetProperty("files").GetInt32()));
    }

    [Theory]
    [InlineData("recommend", "https://example.org/trip.mp4")]
    [InlineData("recommend", "--text", "calm", "--music", "https://example.org/a.mp3")]
    [InlineData("index", "https://example.org/music")]
    [InlineData("similar", "https://example.org/a.mp3")]
    public void An_address_gets_a_sentence_that_says_that_files_are_needed(params string[] arguments)
    {
        var run = CliRun.Start(_home, arguments);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("is an address on the web. viml reads files: download it first", run.Error);
    }

    [Fact]
    public void Empty_standard_input_and_names_that_lead_nowhere_are_usage_errors()
    {
        Assert.Contains("names no file", CliRun.Start(_home, "index", "-").Error);
        var run = CliRun.Start(_home, environment => environment with { In = new StringReader("/no/such.mp3") }, "index", "-");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("'/no/such.mp3' does not exist", run.Error);
    }

    [Theory]
    [InlineData("models", "convert", "z", "out.safetensors")]
    [InlineData("features", "z", "--encoder", "scene", "-o", "out.safetensors")]
    [InlineData("similar", "z")]
    [InlineData("tag", "z")]
    [InlineData("recommend", "z")]
    public void A_device_is_refused_before_it_is_opened(params string[] arguments)
    {
        if (OperatingSystem.IsWindows()) return;
        File.CreateSymbolicLink(_home["z"], "/dev/zero");
        var run = CliRun.Start(_home, [.. arguments.Select(argument => argument == "z" ? _home["z"] : argument)]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("is a device", run.Error);
    }

    [Fact]
    public void Marks_of_direction_are_shown_as_signs()
    {
        Assert.Equal("[RLO]gnp.exe", FittedText.Printable("\u202Egnp.exe"));
        Assert.Equal("a[PDI]?", FittedText.Printable("a\u2069\u0007"));
        Assert.Equal("شجرة", FittedText.Printable("شجرة"));
    }

    private int Found(params string[] arguments) => CountOf(CliRun.Start(_home, ["recommend", "--text", "calm", "--json", .. arguments]));

    private static int CountOf(CliRun run)
    {
        using var answer = JsonDocument.Parse(run.Out);
        return answer.RootElement.GetProperty("library").GetProperty("tracks").GetInt32();
    }
}
