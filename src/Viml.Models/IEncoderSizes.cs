namespace Viml.Models;

/// <summary>The sizes of an encoder whose weights are part of a bundle, as its manifest states them.</summary>
public interface IEncoderSizes
{
    /// <summary>Numbers per feature vector.</summary>
    public int FeatureWidth { get; }

    /// <summary>Number of tags.</summary>
    public int Tags { get; }
}
