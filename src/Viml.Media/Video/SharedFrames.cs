using System.Collections;
using System.Collections.Concurrent;

namespace Viml.Media.Video;

/// <summary>
/// The frames of one format, see <see cref="VideoReader.ReadTogether"/>. Can be enumerated once. The memory of a frame is used again once
/// the next is requested.
/// </summary>
public sealed class SharedFrames : IEnumerable<ReadOnlyMemory<byte>>, IDisposable
{
    private readonly SharedDecoding _decoding;
    private readonly FrameFormat _format;
    private readonly BlockingCollection<byte[]> _waiting;
    private readonly ConcurrentBag<byte[]> _free = [];
    private volatile bool _hasLeft;

    internal SharedFrames(SharedDecoding decoding, FrameFormat format, int mostFrames, int mostBytes)
    {
        (_decoding, _format) = (decoding, format);
        _waiting = new(Math.Clamp(mostBytes / Length, 2, mostFrames));
    }

    /// <summary>Pixels of a frame.</summary>
    public int Width => _format.Width;

    /// <summary>Pixels of a frame.</summary>
    public int Height => _format.Height;

    internal bool HasLeft => _hasLeft;

    private int Length => checked(_format.Width * _format.Height * 3);

    /// <inheritdoc/>
    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        try
        {
            _decoding.Start();
            foreach (var frame in _waiting.GetConsumingEnumerable())
            {
                yield return frame;
                _free.Add(frame);
            }
            _decoding.ThrowIfFailed();
        }
        finally
        {
            Dispose();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Says that no more frames are wanted, so that the other readers need not wait.</summary>
    public void Dispose()
    {
        _hasLeft = true;
        while (_waiting.TryTake(out _)) { } // makes room for the frame that the decoder may be waiting to add
        _decoding.Leave();
    }

    /// <summary>Waits until there is room for a frame, whose rows may be padded, and copies it.</summary>
    internal void Add(ReadOnlySpan<byte> padded, CancellationToken cancellation)
    {
        if (_hasLeft) return;
        if (!_free.TryTake(out var frame)) frame = new byte[Length];
        int row = _format.Width * 3, step = padded.Length / _format.Height;
        for (var y = 0; y < _format.Height; y++)
            padded.Slice(y * step, row).CopyTo(frame.AsSpan(y * row));
        _waiting.Add(frame, cancellation);
    }

    internal void Complete() => _waiting.CompleteAdding();
}
