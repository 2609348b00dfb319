namespace Viml.Training.Datasets;

/// <summary>
/// The parts of the open benchmark: 2,000 pieces of music to test on, 500 to validate on, all others to train on, which are 10,000 of
/// 12,500. A piece's part follows from the hash of its identity and, once a part is full, from the pieces before it: pieces that are added
/// behind the others move none of them. What it tests on is never what <see cref="Splits.Of"/> trains on, so that encoders trained on those
/// splits have not met it.
/// </summary>
public sealed class BenchmarkSplit
{
    /// <summary>Pieces to test on and to validate on, once there are enough.</summary>
    public const int Test = 2000, Validation = 500;

    // Of 100, of which Splits.Of trains on the first 74. A little more than the 16 and 4 that are needed of 12,500, so that both fill up.
    private const int FirstOfValidation = 75, FirstBehindValidation = 80, FirstOfTest = 83;

    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private int _test, _validation;

    /// <summary>The part of the next piece, in the order of the dataset; of one that was asked for before, the same.</summary>
    /// <param name="identity">Identifies the music.</param>
    public string Next(string identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (_parts.TryGetValue(identity, out var part)) return part;
        part = Splits.PlaceOf(identity) switch
        {
            >= FirstOfTest when _test < Test => Splits.Test,
            >= FirstOfValidation and < FirstBehindValidation when _validation < Validation => Splits.Validation,
            _ => Splits.Train,
        };
        if (part == Splits.Test) _test++;
        if (part == Splits.Validation) _validation++;
        return _parts[identity] = part;
    }
}
