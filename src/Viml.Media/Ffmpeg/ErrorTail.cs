using System.Text;

namespace Viml.Media.Ffmpeg;

/// <summary>Drains the stderr of a program in the background and keeps its last part, so that a talkative program neither blocks nor grows.</summary>
internal sealed class ErrorTail : IDisposable
{
    public const int MaximumLength = 8192;

    private readonly StreamReader _reader;
    private readonly Task _draining;
    private readonly StringBuilder _text = new();

    public ErrorTail(StreamReader reader)
    {
        _reader = reader;
        _draining = DrainAsync();
    }

    /// <summary>Waits for the end of stderr and returns its last part. A grandchild that keeps stderr open is not waited for.</summary>
    public string Complete()
    {
        _draining.Wait(TimeSpan.FromSeconds(2));
        lock (_text) return _text.ToString();
    }

    public void Dispose() => _reader.Dispose();

    private async Task DrainAsync()
    {
        var buffer = new char[1024];
        try
        {
            for (int count; (count = await _reader.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
            {
                lock (_text)
                {
                    _text.Append(buffer, 0, count);
                    if (_text.Length > MaximumLength) _text.Remove(0, _text.Length - MaximumLength);
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The program was stopped while we were reading.
        }
    }
}
