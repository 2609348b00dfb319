using Viml.Library;
using Viml.Media;

namespace Viml.Cli.Tests;

public sealed class FailureTests
{
    public static TheoryData<Exception, int> Errors() => new()
    {
        { new OperationCanceledException(), ExitCode.Interrupted },
        { new AggregateException(new OperationCanceledException()), ExitCode.Interrupted },
        { new UsageException("wrong"), ExitCode.Usage },
        { new NoMusicException("/music", "no music here"), ExitCode.NothingFound },
        { new LibraryException("/library", "broken"), ExitCode.Error },
        { new MediaFormatException("a.mp4", "a video", "a text"), ExitCode.Error },
        { new FfmpegMissingException("ffmpeg"), ExitCode.Error },
        { new IOException("No space left on device : '/home/x'"), ExitCode.Error },
        { new UnauthorizedAccessException("denied"), ExitCode.Error },
        { new InvalidOperationException("a mistake"), ExitCode.Error },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Every_kind_of_error_has_its_exit_code_and_no_stack_trace(Exception error, int exitCode)
    {
        var failure = Failure.Of(error);
        Assert.Equal(exitCode, failure.ExitCode);
        Assert.NotEmpty(failure.Message);
        Assert.DoesNotContain("   at ", failure.Message);
    }

    [Fact]
    public void A_mistake_of_ours_says_how_to_see_more() =>
        Assert.Contains("VIML_DEBUG=1", Failure.Of(new InvalidOperationException("a mistake")).Message);
}
