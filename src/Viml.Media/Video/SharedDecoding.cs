using System.Runtime.ExceptionServices;

namespace Viml.Media.Video;

/// <summary>Decodes on a thread of its own and hands each frame to the reader of its format. Starts when the first reader asks.</summary>
internal sealed class SharedDecoding
{
    // What may wait for a reader, so that a network computes a batch while the next is decoded.
    private const int WaitingFrames = 16, WaitingBytes = 1 << 26;

    private readonly Action<Action<int, ReadOnlySpan<byte>>, CancellationToken> _decode;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<Thread> _thread;
    private volatile ExceptionDispatchInfo? _failure;

    /// <param name="formats">The formats.</param>
    /// <param name="decode">Decodes all and hands over each frame with the number of its format.</param>
    /// <param name="cancellation">Stops decoding and reading.</param>
    public SharedDecoding(
        IReadOnlyList<FrameFormat> formats, Action<Action<int, ReadOnlySpan<byte>>, CancellationToken> decode,
        CancellationToken cancellation)
    {
        (_decode, _cancellation) = (decode, cancellation);
        Readers = [.. formats.Select(format => new SharedFrames(this, format, WaitingFrames, WaitingBytes))];
        _thread = new(() =>
        {
            var thread = new Thread(Decode) { IsBackground = true, Name = "viml decoding" };
            thread.Start();
            return thread;
        });
    }

    public IReadOnlyList<SharedFrames> Readers { get; }

    public void Start() => _ = _thread.Value;

    /// <summary>A reader left. Without any reader there is nothing to decode for.</summary>
    public void Leave()
    {
        if (Readers.All(reader => reader.HasLeft)) _stop.Cancel();
    }

    /// <summary>Throws what stopped the decoding, if anything did.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    private void Decode()
    {
        using var link = _cancellation.Register(_stop.Cancel);
        try
        {
            _decode((index, frame) => Readers[index].Add(frame, _stop.Token), _stop.Token);
        }
#pragma warning disable CA1031 // every failure is thrown again where the frames are read
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
        foreach (var reader in Readers) reader.Complete();
    }
}
