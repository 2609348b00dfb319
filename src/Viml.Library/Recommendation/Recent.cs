using System.Collections.Concurrent;

namespace Viml.Library.Recommendation;

/// <summary>
/// What was worked out for the last requests, so that one that differs in something else need not do it again. Thread-safe.
/// </summary>
/// <param name="most">How much is kept; then all is forgotten.</param>
internal sealed class Recent<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _known = new();

    /// <summary>The value of a key, worked out where it is not known.</summary>
    public TValue Get(TKey key, Func<TValue> make)
    {
        if (_known.TryGetValue(key, out var value))
            return value;
        if (_known.Count >= most)
            _known.Clear();
        return _known[key] = make();
    }
}
