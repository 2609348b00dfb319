using System.Numerics;

namespace Viml.Engine.Randomness;

/// <summary>
/// A seeded stream of random numbers (xoshiro256**, Blackman and Vigna 2018), the same on every machine and runtime. Every random choice of
/// the corpus and of the descriptions comes from one; <see cref="Fork"/> gives an independent stream by name, so that a new choice in one
/// place does not move all the others. Not thread-safe.
/// </summary>
public sealed class RandomStream
{
    private readonly ulong _seed;
    private ulong _a, _b, _c, _d;

    /// <summary>Starts the stream of <paramref name="seed"/>.</summary>
    public RandomStream(ulong seed)
    {
        _seed = seed;
        _a = Mix(ref seed);
        _b = Mix(ref seed);
        _c = Mix(ref seed);
        _d = Mix(ref seed);
    }

    /// <summary>
    /// An independent stream named <paramref name="name"/>; it depends on this stream's seed only, not on what was drawn.
    /// </summary>
    public RandomStream Fork(string name) => new(_seed ^ Hash(name));

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>Uniform integer in [0, count).</summary>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)(Unit() * count);
    }

    /// <summary>Uniform integer in [low, high], both included.</summary>
    public int From(int low, int high) => low + Below(high - low + 1);

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>Standard normal (Box-Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    /// <summary>One of the items, each as likely.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>The index of one weight, drawn in proportion to the weights (none negative, at least one positive).</summary>
    public int PickWeighted(ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (var weight in weights) total += weight;
        if (!(total > 0)) throw new ArgumentException("At least one weight must be positive.", nameof(weights));
        var at = Unit() * total;
        for (var i = 0; i < weights.Length; i++)
        {
            at -= weights[i];
            if (at < 0) return i;
        }
        return weights.Length - 1;
    }

    /// <summary>Puts the items in random order, in place.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A stable 64-bit hash of a text (FNV-1a over UTF-16 units, finished by a mixing step).</summary>
    public static ulong Hash(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hash = 14695981039346656037UL;
        foreach (var unit in text) hash = (hash ^ unit) * 1099511628211UL;
        return Mix(ref hash);
    }

    // SplitMix64: spreads a seed over all bits.
    private static ulong Mix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
