using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Tests.Ffmpeg;

public class ExternalProgramTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    [Fact]
    public void Output_is_streamed_and_the_exit_code_and_errors_are_kept()
    {
        using var run = Shell("printf abc; printf 'it went wrong\\n' >&2; exit 3", Patient);
        var buffer = new byte[10];

        Assert.Equal(3, run.ReadFully(buffer));
        var outcome = run.Finish();

        Assert.Equal("abc", Encoding.ASCII.GetString(buffer, 0, 3));
        Assert.Equal((3, "it went wrong\n"), (outcome.ExitCode, outcome.Errors));
        var error = Assert.Throws<ProgramFailedException>(outcome.ThrowIfFailed);
        Assert.Contains("exit code 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("it went wrong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_reach_the_program_as_they_are()
    {
        string[] hard = ["a b", "'", "\"", "$HOME", "-x", "line\nbreak", "*", "\\"];
        using var run = Program("printf", ["%s|", .. hard], Patient);
        using var reader = new StreamReader(new ProgramOutputStream(run));

        Assert.Equal(string.Join('|', hard) + "|", reader.ReadToEnd());
    }

    [Fact]
    public void Input_is_passed_on()
    {
        using var run = ExternalProgram.Start("cat", [], "test", Patient, feedsInput: true, CancellationToken.None);
        var buffer = new byte[5];

        Assert.True(run.TryWrite("hello"u8));
        Assert.Equal(5, run.ReadFully(buffer));
        Assert.Equal("hello"u8.ToArray(), buffer);
        Assert.True(run.Finish().Succeeded);
    }

    [Fact]
    public void A_program_that_reads_no_input_is_noticed()
    {
        using var run = ExternalProgram.Start(
            "sh", ["-c", "echo no thanks >&2; exit 1"], "test", Patient, feedsInput: true, CancellationToken.None);
        var data = new byte[1 << 20];

        Assert.False(run.TryWrite(data));
        Assert.Equal("no thanks", run.Finish().Summary);
    }

    [Fact]
    public void A_talkative_program_neither_blocks_nor_grows()
    {
        using var run = Shell("yes complaint | head -c 5000000 >&2; echo the end >&2", Patient);

        Assert.Equal(0, run.Read(new byte[1]));
        var errors = run.Finish().Errors;

        Assert.Equal(ErrorTail.MaximumLength, errors.Length);
        Assert.EndsWith("the end\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_program_is_stopped_with_its_children()
    {
        using var run = Shell("sleep 600 & echo $!; wait", TimeSpan.FromMilliseconds(300));
        var child = ReadNumber(run);

        var error = Assert.Throws<ProgramHangsException>(() => run.Read(new byte[1]));

        Assert.Contains("hangs", error.Message, StringComparison.Ordinal);
        Assert.True(Ends(child), "the child process still runs");
    }

    [Fact]
    public void A_program_that_does_not_end_is_stopped()
    {
        using var run = Shell("exec >&- 2>&-; sleep 600", TimeSpan.FromMilliseconds(300));

        Assert.Throws<ProgramHangsException>(() => run.Finish());
    }

    [Fact]
    public void Time_between_two_reads_does_not_count_as_silence()
    {
        using var run = Shell("echo a; echo b", TimeSpan.FromMilliseconds(400));
        var buffer = new byte[2];

        run.ReadFully(buffer);
        Thread.Sleep(700);

        Assert.Equal(2, run.ReadFully(buffer));
        Assert.True(run.Finish().Succeeded);
    }

    [Fact]
    public void Cancelling_ends_a_blocked_read_and_the_children()
    {
        using var cancellation = new CancellationTokenSource();
        using var run = ExternalProgram.Start(
            "sh", ["-c", "sleep 600 & echo $!; wait"], "test", Patient, feedsInput: false, cancellation.Token);
        var child = ReadNumber(run);
        cancellation.CancelAfter(100);
        var clock = Stopwatch.StartNew();

        Assert.Throws<OperationCanceledException>(() => run.Read(new byte[1]));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
        Assert.True(Ends(child), "the child process still runs");
    }

    [Fact]
    public void Leaving_a_run_ends_the_program()
    {
        int child;
        using (var run = Shell("sleep 600 & echo $!; wait", Patient))
            child = ReadNumber(run);

        Assert.True(Ends(child), "the child process still runs");
    }

    [Fact]
    public void A_cancelled_caller_starts_nothing() =>
        Assert.Throws<OperationCanceledException>(
            () => ExternalProgram.Start("sh", [], "test", Patient, feedsInput: false, new CancellationToken(canceled: true)));

    [Fact]
    public void A_missing_program_is_an_error() => Assert.Throws<Win32Exception>(() => Program("no-such-program", [], Patient));

    private static ExternalProgram Shell(string script, TimeSpan idleLimit) => Program("sh", ["-c", script], idleLimit);

    private static ExternalProgram Program(string program, string[] arguments, TimeSpan idleLimit) =>
        ExternalProgram.Start(program, arguments, "test", idleLimit, feedsInput: false, CancellationToken.None);

    private static int ReadNumber(ExternalProgram run)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (run.Read(one) == 1 && one[0] != '\n') line.Append((char)one[0]);
        return int.Parse(line.ToString(), CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a process is gone, or nobody but its parent's record of it is left, within a few seconds.</summary>
    private static bool Ends(int processId)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using var process = Process.GetProcessById(processId);
                if (process.HasExited) return true;
                if (File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal)) return true;
            }
            catch (Exception error) when (error is ArgumentException or IOException or InvalidOperationException)
            {
                return true;
            }
            Thread.Sleep(50);
        }
        return false;
    }
}
