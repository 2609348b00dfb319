namespace Viml.Training.Pictures;

/// <summary>How a map from pictures to texts is made.</summary>
public sealed record PictureMapOptions
{
    /// <summary>The folder of photographs.</summary>
    public required string Photographs { get; init; }

    /// <summary>The folder to write.</summary>
    public required string Output { get; init; }

    /// <summary>The file <c>data.noun</c> of WordNet; null uses the class names alone.</summary>
    public string? Nouns { get; init; }

    /// <summary>SPDX identifier of the licence of the weights.</summary>
    public string Licence { get; init; } = "MIT";

    /// <summary>The command line, for the manifest.</summary>
    public string Command { get; init; } = "";

    /// <summary>Shares out the classes for cross-validation.</summary>
    public int Seed { get; init; } = 1;
}
