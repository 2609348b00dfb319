using System.Text;

namespace Viml.Media.Ffmpeg;

/// <summary>
/// Drains the stderr of a program in the background and keeps its last part, so that a talkative program neither blocks nor grows. Where
/// ffmpeg was asked to describe its input, the description goes to an <see cref="InputReport"/> and only errors are kept.
/// </summary>
internal sealed class ErrorTail : IDisposable
{
    public const int MaximumLength = 8192;

    /// <summary>The bytes as they are: programs pass on texts of files, of which nobody knows the encoding.</summary>
    public static readonly Encoding Encoding = Encoding.Latin1;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly StreamReader _reader;
    private readonly Task _draining;
    private readonly StringBuilder _text = new();
    private readonly InputReport? _report;
    private readonly StringBuilder _line = new();

    public ErrorTail(StreamReader reader, InputReport? report = null)
    {
        _reader = reader;
        _report = report;
        _draining = DrainAsync();
    }

    /// <summary>Waits for the end of stderr and returns its last part. A grandchild that keeps stderr open is not waited for.</summary>
    public string Complete()
    {
        _draining.Wait(TimeSpan.FromSeconds(2));
        lock (_text) return Decode(_text.ToString());
    }

    public void Dispose() => _reader.Dispose();

    private async Task DrainAsync()
    {
        var buffer = new char[1024];
        try
        {
            for (int count; (count = await _reader.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
            {
                if (_report is null) Keep(buffer.AsSpan(0, count));
                else TakeLines(buffer.AsSpan(0, count), _report);
            }
            if (_report is not null && _line.Length > 0) TakeLine(_report);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The program was stopped while we were reading.
        }
        finally
        {
            _report?.End();
        }
    }

    private void TakeLines(ReadOnlySpan<char> text, InputReport report)
    {
        foreach (var character in text)
        {
            if (character is '\n' or '\r') TakeLine(report);
            else if (_line.Length < MaximumLength) _line.Append(character);
        }
    }

    private void TakeLine(InputReport report)
    {
        if (report.Take(Decode(_line.ToString())) is { } error) Keep(Encode(error) + "\n");
        _line.Clear();
    }

    /// <summary>The text of bytes that stand in a text one by one: of UTF-8 where they can be, else of Latin-1.</summary>
    private static string Decode(string bytes)
    {
        try
        {
            return StrictUtf8.GetString(Encoding.GetBytes(bytes));
        }
        catch (DecoderFallbackException)
        {
            return bytes;
        }
    }

    private static string Encode(string text) => Encoding.GetString(StrictUtf8.GetBytes(text));

    private void Keep(ReadOnlySpan<char> text)
    {
        lock (_text)
        {
            _text.Append(text);
            if (_text.Length > MaximumLength) _text.Remove(0, _text.Length - MaximumLength);
        }
    }
}
