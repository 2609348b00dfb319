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

    /// <summary>The three names, in the order they are written.</summary>
    public static IReadOnlyList<string> All { get; } = [Train, Validation, Test];
}
