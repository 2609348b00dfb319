using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Viml.Engine.Kernels;

/// <summary>How the elements of a row are stored, read as vectors of float32. Element number <c>at</c> of the row that begins at <c>row</c>.</summary>
internal unsafe interface IRowElements<TVector>
    where TVector : struct
{
    /// <summary>Bytes of an element.</summary>
    public static abstract int Size { get; }

    public static abstract TVector Load(byte* row, int at);

    public static abstract float Get(byte* row, int at);
}

/// <summary>float32.</summary>
internal readonly unsafe struct Singles<TLanes, TVector> : IRowElements<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public static int Size => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(byte* row, int at) => TLanes.Load((float*)row + at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Get(byte* row, int at) => ((float*)row)[at];
}

/// <summary>
/// Finite float16. Sign, exponent and fraction are moved to their places in a float32, whose exponent is then too small by 127 - 15; multiplying by
/// 2^112 mends that exactly, also for subnormal numbers. Infinity and NaN come out wrong.
/// </summary>
internal static class HalfBits
{
    public const int Shift = 13;
    public const int Mask = unchecked((int)0x8FFFE000);
    public const float Scale = 5.192296858534828e33f; // 2^112
}

internal readonly unsafe struct Halves128 : IRowElements<Vector128<float>>
{
    public static int Size => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(byte* row, int at) =>
        ((Vector128.WidenLower(Vector128.CreateScalar(*(long*)((short*)row + at)).AsInt16()) << HalfBits.Shift) & Vector128.Create(HalfBits.Mask)).AsSingle()
        * HalfBits.Scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Get(byte* row, int at) => (float)((Half*)row)[at];
}

internal readonly unsafe struct Halves256 : IRowElements<Vector256<float>>
{
    public static int Size => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(byte* row, int at)
    {
        var halves = Vector128.Load((short*)row + at);
        var wide = Avx2.IsSupported ? Avx2.ConvertToVector256Int32(halves) : Vector256.Create(Vector128.WidenLower(halves), Vector128.WidenUpper(halves));
        return ((wide << HalfBits.Shift) & Vector256.Create(HalfBits.Mask)).AsSingle() * HalfBits.Scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Get(byte* row, int at) => (float)((Half*)row)[at];
}

internal readonly unsafe struct Halves512 : IRowElements<Vector512<float>>
{
    public static int Size => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* row, int at)
    {
        var halves = Vector256.Load((short*)row + at);
        var wide = Avx512F.IsSupported ? Avx512F.ConvertToVector512Int32(halves) : Vector512.Create(Vector256.WidenLower(halves), Vector256.WidenUpper(halves));
        return ((wide << HalfBits.Shift) & Vector512.Create(HalfBits.Mask)).AsSingle() * HalfBits.Scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Get(byte* row, int at) => (float)((Half*)row)[at];
}
