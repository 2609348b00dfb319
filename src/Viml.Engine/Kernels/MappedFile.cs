using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Viml.Engine.Kernels;

/// <summary>
/// A file mapped copy-on-write: reading pages it in, writing changes only this process's view. Memory handed out by
/// <see cref="Share{T}"/> stays valid for the life of the process, because a span over it may outlive every object we could watch; the
/// price is address space, not memory. A map of which nothing was shared is released by <see cref="Dispose"/>.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly long _length;
    private bool _shared;
    private bool _disposed;

    /// <summary>Maps <paramref name="stream"/>, which must not be empty. The stream may be closed afterwards.</summary>
    public MappedFile(FileStream stream)
    {
        _length = stream.Length;
        _file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.CopyOnWrite);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    /// <summary>The bytes [<paramref name="offset"/>, offset + <paramref name="count"/>), valid until <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Bytes(long offset, int count)
    {
        Check(offset, count);
        return new ReadOnlySpan<byte>(_start + offset, count);
    }

    /// <summary>Whether elements at this offset are aligned for <typeparamref name="T"/>.</summary>
    public static bool IsAligned<T>(long offset) where T : unmanaged => offset % sizeof(T) == 0;

    /// <summary>The <paramref name="count"/> elements from the aligned <paramref name="offset"/>, without a copy.</summary>
    public Memory<T> Share<T>(long offset, int count) where T : unmanaged
    {
        if (!IsAligned<T>(offset))
            throw new ArgumentException($"Offset {offset} is not aligned for {typeof(T).Name}.", nameof(offset));
        Check(offset, (long)count * sizeof(T));
        _shared = true;
        return new Block<T>((T*)(_start + offset), count).Memory;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_shared)
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        // The view's handle counts the pointer still held, so these close everything but a shared map.
        _view.Dispose();
        _file.Dispose();
    }

    private void Check(long offset, long count)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (offset < 0 || offset > _length - count)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"The map has {_length} bytes.");
    }

    private sealed class Block<T>(T* start, int count) : MemoryManager<T> where T : unmanaged
    {
        public override Span<T> GetSpan() => new(start, count);

        public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
