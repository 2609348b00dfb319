using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Viml.Engine.Kernels;

/// <summary>
/// Vectors of 32-bit lanes that each hold a pair of 16-bit numbers, for sums of products of integers: one width behind a common interface, as
/// <see cref="ILanes{TVector}"/>.
/// </summary>
internal unsafe interface IPairLanes<TVector>
    where TVector : struct
{
    /// <summary>Lanes of 32 bits.</summary>
    public static abstract int Count { get; }

    /// <summary>Two 8-bit numbers per lane, widened to 16 bits.</summary>
    public static abstract TVector LoadCodes(sbyte* source);

    /// <summary>The same pair of 16-bit numbers in every lane.</summary>
    public static abstract TVector Broadcast(int pair);

    /// <summary><paramref name="sums"/> + left.first * right.first + left.second * right.second, lane by lane, in 32 bits.</summary>
    public static abstract TVector MultiplyAdd(TVector left, TVector right, TVector sums);

    public static abstract TVector Add(TVector left, TVector right);

    public static abstract void Store(TVector sums, int* destination);

    /// <summary>
    /// Whether sums[i] * scales[i] * scale + errors[i] * error is not below <paramref name="limit"/> for some lane i; what is not a number is not below.
    /// </summary>
    public static abstract bool AnyReaches(int* sums, float* scales, float* errors, float scale, float error, float limit);
}

internal readonly unsafe struct PairLanes128 : IPairLanes<Vector128<int>>
{
    public static int Count => Vector128<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LoadCodes(sbyte* source) => Vector128.WidenLower(Vector128.CreateScalar(*(long*)source).AsSByte()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Broadcast(int pair) => Vector128.Create(pair);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyAdd(Vector128<int> left, Vector128<int> right, Vector128<int> sums)
    {
        if (Sse2.IsSupported)
            return sums + Sse2.MultiplyAddAdjacent(left.AsInt16(), right.AsInt16());
        if (AdvSimd.Arm64.IsSupported)
            return sums + AdvSimd.Arm64.AddPairwise(
                AdvSimd.MultiplyWideningLower(left.AsInt16().GetLower(), right.AsInt16().GetLower()), AdvSimd.MultiplyWideningUpper(left.AsInt16(), right.AsInt16()));
        // Odd halves by an arithmetic shift, even ones by one to the left and back.
        return sums + (left >> 16) * (right >> 16) + ((left << 16) >> 16) * ((right << 16) >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> left, Vector128<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<int> sums, int* destination) => sums.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(int* sums, float* scales, float* errors, float scale, float error, float limit) =>
        !Vector128.LessThanAll(Vector128.ConvertToSingle(Vector128.Load(sums)) * (Vector128.Load(scales) * scale) + Vector128.Load(errors) * error, Vector128.Create(limit));
}

internal readonly unsafe struct PairLanes256 : IPairLanes<Vector256<int>>
{
    public static int Count => Vector256<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadCodes(sbyte* source)
    {
        var codes = Vector128.Load(source);
        return (Avx2.IsSupported ? Avx2.ConvertToVector256Int16(codes) : Vector256.Create(Vector128.WidenLower(codes), Vector128.WidenUpper(codes))).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Broadcast(int pair) => Vector256.Create(pair);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAdd(Vector256<int> left, Vector256<int> right, Vector256<int> sums)
    {
        if (AvxVnni.IsSupported)
            return AvxVnni.MultiplyWideningAndAdd(sums, left.AsInt16(), right.AsInt16());
        if (Avx2.IsSupported)
            return sums + Avx2.MultiplyAddAdjacent(left.AsInt16(), right.AsInt16());
        return Vector256.Create(
            PairLanes128.MultiplyAdd(left.GetLower(), right.GetLower(), sums.GetLower()), PairLanes128.MultiplyAdd(left.GetUpper(), right.GetUpper(), sums.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> left, Vector256<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> sums, int* destination) => sums.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(int* sums, float* scales, float* errors, float scale, float error, float limit) =>
        !Vector256.LessThanAll(Vector256.ConvertToSingle(Vector256.Load(sums)) * (Vector256.Load(scales) * scale) + Vector256.Load(errors) * error, Vector256.Create(limit));
}

internal readonly unsafe struct PairLanes512 : IPairLanes<Vector512<int>>
{
    public static int Count => Vector512<int>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadCodes(sbyte* source)
    {
        var codes = Vector256.Load(source);
        return (Avx512BW.IsSupported ? Avx512BW.ConvertToVector512Int16(codes) : Vector512.Create(Vector256.WidenLower(codes), Vector256.WidenUpper(codes))).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Broadcast(int pair) => Vector512.Create(pair);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyAdd(Vector512<int> left, Vector512<int> right, Vector512<int> sums)
    {
        if (Avx512BW.IsSupported)
            return sums + Avx512BW.MultiplyAddAdjacent(left.AsInt16(), right.AsInt16());
        return Vector512.Create(
            PairLanes256.MultiplyAdd(left.GetLower(), right.GetLower(), sums.GetLower()), PairLanes256.MultiplyAdd(left.GetUpper(), right.GetUpper(), sums.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> left, Vector512<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> sums, int* destination) => sums.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyReaches(int* sums, float* scales, float* errors, float scale, float error, float limit) =>
        !Vector512.LessThanAll(Vector512.ConvertToSingle(Vector512.Load(sums)) * (Vector512.Load(scales) * scale) + Vector512.Load(errors) * error, Vector512.Create(limit));
}
