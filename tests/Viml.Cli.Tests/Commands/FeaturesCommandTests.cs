using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class FeaturesCommandTests : IDisposable
{
    private static readonly string SmallClip = Path.Combine(TestPaths.Fixtures, "clip");
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_features_of_a_video_go_through_the_CLIP_in_a_folder()
    {
        var video = ToyMedia.Video(_home, "grey.mp4", 90);
        var run = CliRun.Start(_home, "features", video, "--encoder", "clip", "--model", SmallClip, "-o", _home["out.safetensors"]);
        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Matches(@"out\.safetensors: 3 x 48, 1/s, clip 1-[0-9a-f]{8}, licence see its folder\n$", run.Out);
        using var file = SafeTensorsFile.Open(_home["out.safetensors"]);
        Assert.Equal([3, 48], file.Shape("features"));
        Assert.Equal(("clip", "video", "1"), (file.Metadata["encoder"], file.Metadata["modality"], file.Metadata["rate"]));
    }

    [Fact]
    public void A_track_and_texts_go_through_the_encoders_of_the_bundle()
    {
        var run = CliRun.Start(
            _home, "features", Path.Combine(ToyMedia.Music(_home), "hum.wav"), "-e", "tune", "-o", _home["track.safetensors"]);
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("2 x 2, 1/3 s, tune 1", run.Out);

        File.WriteAllText(_home["wishes.txt"], "loud and high\r\nlow\n");
        run = CliRun.Start(_home, "features", _home["wishes.txt"], "-e", "phrase", "-o", _home["texts.safetensors"]);
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("2 x 2, 1/text, phrase 1", run.Out);
        using var file = SafeTensorsFile.Open(_home["texts.safetensors"]);
        Assert.Equal([1, 1, 0, 0], file.Read("features").Span.ToArray());
    }

    [Fact]
    public void A_name_that_is_no_encoder_lists_the_encoders()
    {
        var run = CliRun.Start(_home, "features", ToyMedia.Video(_home, "a.mp4", 1), "-e", "clap", "-o", _home["x"]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(
            "Available: toy, tune, phrase, scene, resnet18, resnet18-minilm, clip-vit-b32, clip, onnx, musicnn-jamendo, musicnn-mtat, deepsim, "
                + "minilm.",
            run.Error);
    }

    [Fact]
    public void Weights_that_are_missing_or_of_another_size_say_what_to_do()
    {
        var video = ToyMedia.Video(_home, "a.mp4", 1);
        var run = CliRun.Start(_home, "features", video, "-e", "clip-vit-b32", "-o", _home["x"]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("viml models pull clip-vit-b32", run.Error);
        Assert.Contains("--model FOLDER", CliRun.Start(_home, "features", video, "-e", "clip", "-o", _home["x"]).Error);
        var track = Path.Combine(ToyMedia.Music(_home), "hum.wav");
        Assert.Contains(
            "viml models pull musicnn-mtat", CliRun.Start(_home, "features", track, "-e", "musicnn-mtat", "-o", _home["x"]).Error);
        Assert.Contains("viml train deepsim", CliRun.Start(_home, "features", track, "-e", "deepsim", "-o", _home["x"]).Error);
        Assert.Contains(
            "deepsim.json", CliRun.Start(_home, "features", track, "-e", "deepsim", "--model", SmallClip, "-o", _home["x"]).Error);

        run = CliRun.Start(_home, "features", video, "-e", "clip-vit-b32", "--model", SmallClip, "-o", _home["x"]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--encoder clip --model", run.Error);

        Assert.Equal(
            ExitCode.Usage, CliRun.Start(_home, "features", video, "-e", "clip", "--model", _home["none"], "-o", _home["x"]).ExitCode);
        Directory.CreateDirectory(_home["empty"]);
        run = CliRun.Start(_home, "features", video, "-e", "clip", "--model", _home["empty"], "-o", _home["x"]);
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("model.safetensors", run.Error);
        Assert.False(File.Exists(_home["x"]));
    }

    [Fact]
    public void Files_that_the_encoder_does_not_read_are_errors()
    {
        var track = Path.Combine(ToyMedia.Music(_home), "hum.wav");
        var run = CliRun.Start(_home, "features", track, "-e", "toy", "-o", _home["x"]);
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("audio file", run.Error);

        run = CliRun.Start(_home, "features", track, "-e", "phrase", "-o", _home["x"]);
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Contains("a text file in UTF-8", run.Error);
    }
}
