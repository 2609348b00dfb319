using System.Numerics.Tensors;
using Viml.Engine.Weights;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.Pictures;

/// <summary>
/// Takes features of pictures into the space of a sentence encoder: y = base + sum over photographs i of k(x, x_i) a_i, brought to unit
/// length, with k(x, x_i) = exp(-3 |x - x_i|^2) (kernel ridge regression). x are the square roots of the features at unit length, a_i what
/// the fit gave to photograph i. A picture that is far from every photograph, such as a black one, becomes zeros. Thread-safe.
/// </summary>
public sealed class PictureMap
{
    /// <summary>How fast likeness falls with the squared distance.</summary>
    public const float Sharpness = 3;

    private const int MaximumPhotographs = 100_000;

    private readonly Tensor _photographs, _answers, _base;
    private readonly float[] _squares; // of the lengths of the photographs, which are not quite 1

    /// <summary>A map of given weights.</summary>
    /// <param name="photographs">x_i, [count, inputs].</param>
    /// <param name="answers">a_i, [count, outputs].</param>
    /// <param name="origin">base, [outputs].</param>
    /// <param name="farthest">
    /// The squared distance to the nearest photograph above which nothing is recognised.
    /// </param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a number is not finite.</exception>
    public PictureMap(Tensor photographs, Tensor answers, Tensor origin, double farthest)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(origin);
        if (photographs.Rank != 2 || answers.Rank != 2 || origin.Rank != 1 || photographs.Size(0) != answers.Size(0)
            || answers.Size(1) != origin.Size(0) || photographs.Size(0) is 0 or > MaximumPhotographs)
            throw new ArgumentException(
                $"Expected [n, inputs], [n, outputs] and [outputs] for 1 to {MaximumPhotographs} photographs, "
                + $"found {photographs.ShapeText}, {answers.ShapeText} and {origin.ShapeText}.", nameof(photographs));
        foreach (var tensor in new[] { photographs, answers, origin })
            if (!TensorPrimitives.IsFiniteAll<float>(tensor.Span))
                throw new ArgumentException("Expected finite numbers.", nameof(photographs));
        if (!(farthest > 0 && double.IsFinite(farthest)))
            throw new ArgumentException($"Expected a distance above 0, found {farthest}.", nameof(farthest));
        (_photographs, _answers, _base, Farthest) = (photographs, answers, origin, (float)farthest);
        _squares = [.. Enumerable.Range(0, Count).Select(index => TensorPrimitives.SumOfSquares<float>(Photograph(index)))];
    }

    /// <summary>Photographs it was fitted on.</summary>
    public int Count => _photographs.Size(0);

    /// <summary>Numbers of a picture.</summary>
    public int Inputs => _photographs.Size(1);

    /// <summary>Numbers of a text.</summary>
    public int Outputs => _base.Size(0);

    /// <summary>The squared distance to the nearest photograph above which nothing is recognised.</summary>
    public float Farthest { get; }

    /// <summary>Reads the weights.</summary>
    /// <exception cref="WeightFileException">The file is not a weight file, or a tensor is missing, surplus or misshapen.</exception>
    /// <exception cref="ModelFileException">The weights do not fit together or are not finite.</exception>
    internal static PictureMap Load(string path, double farthest)
    {
        using var file = SafeTensorsFile.Open(path);
        string[] names = ["answers", "base", "photographs"];
        if (!file.Names.Order(StringComparer.Ordinal).SequenceEqual(names))
            throw new WeightFileException(path, $"the tensors {string.Join(", ", names)}", string.Join(", ", file.Names));
        try
        {
            return new PictureMap(file.Read("photographs"), file.Read("answers"), file.Read("base"), farthest);
        }
        catch (ArgumentException fault)
        {
            throw new ModelFileException(path, "the weights of a map from pictures to texts", fault.Message, fault);
        }
    }

    /// <summary>Writes the weights as float16.</summary>
    internal void Save(string path)
    {
        var writer = new SafeTensorsWriter();
        writer.Add("photographs", _photographs, WeightType.F16);
        writer.Add("answers", _answers, WeightType.F16);
        writer.Add("base", _base, WeightType.F16);
        writer.Save(path);
    }

    /// <summary>Brings features, which are at least 0, to the form that is compared: square roots, unit length.</summary>
    public static void Prepare(ReadOnlySpan<float> features, Span<float> prepared)
    {
        TensorPrimitives.Max(features, 0, prepared);
        TensorPrimitives.Sqrt(prepared, prepared);
        var length = TensorPrimitives.Norm<float>(prepared);
        if (length > 0) TensorPrimitives.Divide(prepared, length, prepared);
    }

    /// <summary>Maps the features of one picture.</summary>
    /// <param name="features"><see cref="Inputs"/> numbers.</param>
    /// <param name="embedding">Receives <see cref="Outputs"/> numbers of unit length, or zeros where nothing is recognised.</param>
    /// <returns>Whether something is recognised.</returns>
    public bool Apply(ReadOnlySpan<float> features, Span<float> embedding)
    {
        var x = new float[Inputs];
        Prepare(features, x);
        var square = TensorPrimitives.SumOfSquares<float>(x);
        var (likeness, nearest) = (new float[Count], float.PositiveInfinity);
        for (var index = 0; index < likeness.Length; index++)
        {
            var distance = Math.Max(0, square + _squares[index] - 2 * TensorPrimitives.Dot(x, Photograph(index)));
            nearest = Math.Min(nearest, distance);
            likeness[index] = MathF.Exp(-Sharpness * distance);
        }
        embedding.Clear();
        if (!(nearest <= Farthest)) return false; // also where the features are not numbers
        _base.Span.CopyTo(embedding);
        for (var index = 0; index < likeness.Length; index++)
            TensorPrimitives.MultiplyAdd(_answers.Span.Slice(index * Outputs, Outputs), likeness[index], embedding, embedding);
        var length = TensorPrimitives.Norm<float>(embedding);
        if (!(length > 0 && float.IsFinite(length)))
        {
            embedding.Clear();
            return false;
        }
        TensorPrimitives.Divide(embedding, length, embedding);
        return true;
    }

    private ReadOnlySpan<float> Photograph(int index) => _photographs.Span.Slice(index * Inputs, Inputs);
}
