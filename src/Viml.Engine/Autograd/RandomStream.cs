namespace Viml.Engine.Autograd;

/// <summary>
/// A small seeded generator with the same numbers on every machine and version: SplitMix64 (Steele, Lea, Flood, "Fast splittable
/// pseudorandom number generators", 2014).
/// </summary>
internal sealed class RandomStream(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>Begins again with a seed.</summary>
    public void Restart(ulong seed) => _state = seed;

    public ulong Next()
    {
        _state += Golden;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public float NextSingle() => ToSingle(Next());

    /// <summary>Standard normal (Box-Muller).</summary>
    public float NextGaussian()
    {
        // 1 - u keeps the logarithm finite.
        var radius = Math.Sqrt(-2 * Math.Log(1.0 - ToSingle(Next())));
        return (float)(radius * Math.Cos(2 * Math.PI * ToSingle(Next())));
    }

    /// <summary>A seed that depends on a seed and a text, the same on every machine (FNV-1a).</summary>
    public static ulong Combine(int seed, ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL ^ Mix((uint)seed);
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }

    private static float ToSingle(ulong bits) => (bits >> 40) * (1f / (1 << 24));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
