using Viml.Engine.Tensors;

namespace Viml.Engine.Weights;

/// <summary>Named tensors of one file, whatever its format.</summary>
public interface IWeightSource
{
    /// <summary>The file, for error messages.</summary>
    public string Path { get; }

    /// <summary>The names of all tensors in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether a tensor of this name exists.</summary>
    public bool Contains(string name);

    /// <summary>The shape of a tensor.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name.</exception>
    public IReadOnlyList<int> Shape(string name);

    /// <summary>The tensor as float32; other element types are converted.</summary>
    /// <exception cref="WeightFileException">
    /// There is no tensor of this name, or its bytes are not those the file was made with.
    /// </exception>
    public Tensor Read(string name);
}
