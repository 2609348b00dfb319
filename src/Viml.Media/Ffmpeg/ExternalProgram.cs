using System.ComponentModel;
using System.Diagnostics;

namespace Viml.Media.Ffmpeg;

/// <summary>
/// One run of an external program: its output is streamed, what it says on stderr is kept (bounded) for error messages,
/// and it never outlives this object. Cancelling, or a silence longer than the idle limit, kills it with its children.
/// Used by one thread at a time.
/// </summary>
internal sealed class ExternalProgram : IDisposable
{
    private readonly Process _process;
    private readonly string _program;
    private readonly string _about;
    private readonly TimeSpan _idleLimit;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _killOnCancel;
    private readonly Timer _watchdog;
    private readonly ErrorTail _errors;
    private readonly Stream _output;
    private readonly Stream _input;
    private volatile bool _hung;

    private ExternalProgram(
        Process process, string program, string about, TimeSpan idleLimit, InputReport? report, CancellationToken cancellation)
    {
        _process = process;
        _program = program;
        _about = about;
        _idleLimit = idleLimit;
        _cancellation = cancellation;
        _output = process.StandardOutput.BaseStream;
        _input = process.StandardInput.BaseStream;
        _errors = new ErrorTail(process.StandardError, report);
        _watchdog = new Timer(_ => StopHanging());
        _killOnCancel = cancellation.Register(Kill);
    }

    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static ExternalProgram Start(
        string program, IEnumerable<string> arguments, string about, TimeSpan idleLimit, bool feedsInput, CancellationToken cancellation,
        InputReport? report = null)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = ErrorTail.Encoding,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch
        {
            process.Dispose();
            throw;
        }

        var run = new ExternalProgram(process, program, about, idleLimit, report, cancellation);
        if (!feedsInput) run._input.Dispose();
        return run;
    }

    /// <summary>Waits until the program has described its input, or has ended without.</summary>
    /// <exception cref="ProgramHangsException">It did neither within the idle limit.</exception>
    public void WaitFor(InputReport report)
    {
        if (report.Wait(_idleLimit, _cancellation)) return;
        StopHanging();
        ThrowIfStopped();
    }

    /// <summary>Reads what the program wrote to stdout; waits for at least one byte. 0 means the end.</summary>
    public int Read(Span<byte> buffer)
    {
        Arm();
        var count = _output.Read(buffer);
        Disarm();
        if (count == 0) ThrowIfStopped();
        return count;
    }

    /// <summary>Reads until <paramref name="buffer"/> is full or the output ends; returns the number of bytes read.</summary>
    public int ReadFully(Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var count = Read(buffer[filled..]);
            if (count == 0) break;
            filled += count;
        }
        return filled;
    }

    /// <summary>Writes to the stdin of the program. False when the program no longer reads; <see cref="Finish"/> then tells why.</summary>
    public bool TryWrite(ReadOnlySpan<byte> data)
    {
        Arm();
        try
        {
            _input.Write(data);
            return true;
        }
        catch (IOException)
        {
            ThrowIfStopped();
            return false;
        }
        finally
        {
            Disarm();
        }
    }

    /// <summary>Closes stdin, waits for the end of the program and tells how it ended.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="ProgramHangsException">The program did not end within the idle limit.</exception>
    public ProgramOutcome Finish()
    {
        CloseInput();
        if (!_process.WaitForExit(_idleLimit)) StopHanging();
        ThrowIfStopped();

        var outcome = new ProgramOutcome(_program, _about, _process.ExitCode, _errors.Complete());
        // Ctrl-C in a terminal reaches the program before our own cancellation is signalled: wait a moment for the true reason.
        if (outcome.WasInterrupted && _cancellation.CanBeCanceled) _cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(250));
        _cancellation.ThrowIfCancellationRequested();
        return outcome;
    }

    /// <summary>Ends the program if it still runs, with its children, and leaves no zombie.</summary>
    public void Dispose()
    {
        _killOnCancel.Dispose();
        _watchdog.Dispose();
        Kill();
        CloseInput();
        _output.Dispose();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _errors.Dispose();
        _process.Dispose();
    }

    private void Arm() => _watchdog.Change(_idleLimit, Timeout.InfiniteTimeSpan);

    private void Disarm() => _watchdog.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void StopHanging()
    {
        _hung = true;
        Kill();
    }

    private void ThrowIfStopped()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_hung) throw new ProgramHangsException(_program, _about, _idleLimit);
    }

    /// <summary>Ends the program; may be called while another thread reads.</summary>
    public void Kill()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime.
        }
    }

    private void CloseInput()
    {
        try
        {
            _input.Dispose();
        }
        catch (IOException)
        {
            // The program ended without reading the rest.
        }
    }
}
