namespace Viml.Engine.Weights;

/// <summary>An open file of named tensors, whatever its format. Tensors that were read stay valid after it is closed.</summary>
public interface IWeightFile : IWeightSource, IDisposable
{
    /// <summary>The element type in which a tensor is stored.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name.</exception>
    public WeightType Type(string name);

    /// <summary>
    /// Writes the elements of a tensor as they are stored, little-endian and row-major, without holding them all in memory.
    /// </summary>
    /// <exception cref="WeightFileException">
    /// There is no tensor of this name, or its bytes are not those the file was made with.
    /// </exception>
    public void CopyTo(string name, Stream destination);
}
