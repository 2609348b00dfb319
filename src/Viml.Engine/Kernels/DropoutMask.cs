using System.Numerics;

namespace Viml.Engine.Kernels;

/// <summary>
/// Dropout whose mask is a function of a key and each element's number, so it is never stored and does not depend on how the work was cut.
/// The function is two rounds of a 32-bit integer hash (the constants of C. Wellons' "lowbias32"), one per half of the key.
/// </summary>
internal static class DropoutMask
{
    private const uint First = 0x7FEB352D, Second = 0x846CA68B;

    /// <summary>The limit below which a hash means "dropped".</summary>
    public static uint Threshold(float probability) => (uint)(probability * 4294967296.0);

    /// <summary>Whether element <paramref name="index"/> is kept: the specification of <see cref="Apply"/>.</summary>
    public static bool IsKept(ulong key, int index, uint threshold) => Mix(Mix((uint)index ^ (uint)key) + (uint)(key >> 32)) >= threshold;

    /// <summary>
    /// For the elements from number <paramref name="first"/> on: target = kept ? x * scale : 0, or target += that.
    /// </summary>
    public static void Apply(ulong key, int first, uint threshold, float scale, ReadOnlySpan<float> x, bool accumulate, Span<float> target)
    {
        var lanes = Vector<float>.Count;
        var low = new Vector<uint>((uint)key);
        var high = new Vector<uint>((uint)(key >> 32));
        var limit = new Vector<uint>(threshold);
        var i = 0;
        for (; i <= x.Length - lanes; i += lanes)
        {
            var index = Vector<uint>.Indices + new Vector<uint>((uint)(first + i));
            var kept = Vector.GreaterThanOrEqual(Mix(Mix(index ^ low) + high), limit);
            var value = Vector.ConditionalSelect(Vector.As<uint, int>(kept), new Vector<float>(x[i..]) * scale, Vector<float>.Zero);
            (accumulate ? value + new Vector<float>(target[i..]) : value).CopyTo(target[i..]);
        }

        for (; i < x.Length; i++)
            target[i] = (IsKept(key, first + i, threshold) ? x[i] * scale : 0) + (accumulate ? target[i] : 0);
    }

    private static uint Mix(uint value)
    {
        value = (value ^ (value >> 16)) * First;
        value = (value ^ (value >> 15)) * Second;
        return value ^ (value >> 16);
    }

    private static Vector<uint> Mix(Vector<uint> value)
    {
        value = (value ^ (value >> 16)) * First;
        value = (value ^ (value >> 15)) * Second;
        return value ^ (value >> 16);
    }
}
