using Viml.Engine.Randomness;

namespace Viml.Training.Datasets;

/// <summary>The names of the parts of a dataset. A clip belongs to exactly one.</summary>
public static class Splits
{
    /// <summary>What models are trained on.</summary>
    public const string Train = "train";

    /// <summary>What choices (early stopping, temperature) are made on.</summary>
    public const string Validation = "validation";

    /// <summary>What results are reported on; it is not used for training or for any choice.</summary>
    public const string Test = "test";

    /// <summary>
    /// The split of an identity, such as that of a piece of music, by its hash alone: it stays the same whatever else is added. 74 % train,
    /// 6 % validation, 20 % test.
    /// </summary>
    public static string Of(string identity) => PlaceOf(identity) switch
    {
        < 74 => Train,
        < 80 => Validation,
        _ => Test,
    };

    /// <summary>A number from 0 to 99 that is the same for an identity everywhere.</summary>
    internal static int PlaceOf(string identity) => (int)(RandomStream.Hash($"split {identity}") % 100);

    /// <summary>The three names, in the order they are written.</summary>
    public static IReadOnlyList<string> All { get; } = [Train, Validation, Test];
}
