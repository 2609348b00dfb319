namespace Viml.Models;

/// <summary>What an encoder reads.</summary>
public enum Modality
{
    /// <summary>The picture of a video.</summary>
    Video,

    /// <summary>Sound.</summary>
    Music,

    /// <summary>Text.</summary>
    Text,
}

/// <summary>What all encoders have in common.</summary>
public interface IEncoder
{
    /// <summary>The name by which bundles and users choose it, such as <c>scene</c>.</summary>
    public string Name { get; }

    /// <summary>Changes whenever the same input would give other features.</summary>
    public string Version { get; }

    /// <summary>What it reads.</summary>
    public Modality Modality { get; }

    /// <summary>Numbers per feature vector.</summary>
    public int Width { get; }

    /// <summary>Feature vectors per second; 0 for texts.</summary>
    public double Rate { get; }

    /// <summary>What one feature vector costs; null where it was not counted.</summary>
    public EncoderCost? Cost => null;

    /// <summary>The licence of the weights where they come with one; null where the encoder table or the bundle states it.</summary>
    public string? Licence => null;
}
