using System.Buffers;
using System.Runtime.InteropServices;

namespace Viml.Engine.Kernels;

/// <summary>
/// Working memory of a kernel, on a cache line boundary, borrowed from the shared array pool and handed back on dispose.
/// What it holds at first is undefined.
/// </summary>
internal readonly unsafe ref struct Scratch
{
    /// <summary>Bytes of a cache line.</summary>
    public const int Line = 64;

    private readonly float[] _array;
    private readonly GCHandle _pin;

    public Scratch(long length)
    {
        _array = ArrayPool<float>.Shared.Rent(checked((int)length + Line / sizeof(float)));
        _pin = GCHandle.Alloc(_array, GCHandleType.Pinned);
        Pointer = (float*)(((nint)_pin.AddrOfPinnedObject() + Line - 1) & ~(Line - 1));
    }

    public float* Pointer { get; }

    public void Dispose()
    {
        _pin.Free();
        ArrayPool<float>.Shared.Return(_array);
    }
}
