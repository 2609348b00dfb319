using System.Numerics.Tensors;
using Viml.Engine.Weights;

namespace Viml.Training.Fitting.Matching;

/// <summary>
/// How an encoder errs that puts pictures into the space of a text encoder. A picture of what a text says lies at the mean of pictures,
/// plus a part of what distinguishes the text from others, different in each direction, plus an error.
/// </summary>
internal sealed class LanguageErrors
{
    /// <summary>The name of the file in the folder of the encoder.</summary>
    public const string FileName = "errors.safetensors";

    private static readonly float[] Normal = NormalNumbers(1 << 16); // drawing anew for every shot of every video would take too long

    private readonly float[] _mean;
    private readonly float[] _basis; // [directions, width], unit vectors; empty keeps the text as it is
    private readonly float[] _gain; // [directions]: the part of the text that is kept
    private readonly float[] _error; // [directions, width]: an error is the sum of these, each times a random number of deviation 1

    private LanguageErrors(float[] mean, float[] basis, float[] gain, float[] error) =>
        (_mean, _basis, _gain, _error) = (mean, basis, gain, error);

    /// <summary>
    /// What is assumed where nobody measured it: pictures lie where texts do, and errors go in any direction; the cosine between text and
    /// picture is 0.7.
    /// </summary>
    /// <param name="mean">The mean of the texts.</param>
    public static LanguageErrors Unknown(float[] mean) => new(mean, [], [], []);

    /// <summary>Reads the tensors <c>mean</c>, <c>basis</c>, <c>gain</c> and <c>error</c>. Null where there is no file.</summary>
    /// <exception cref="WeightFileException">The file is damaged, or a tensor is missing or misshapen.</exception>
    public static LanguageErrors? Read(string path, int width)
    {
        if (!File.Exists(path)) return null;
        using var file = SafeTensorsFile.Open(path);
        var directions = file.Shape("gain") is [var count] ? count : 0;
        return new LanguageErrors(
            Of("mean", width), Of("basis", directions, width), Of("gain", directions), Of("error", directions, width));

        float[] Of(string name, params int[] shape) => file.Shape(name).SequenceEqual(shape)
            ? file.Read(name).Span.ToArray()
            : throw new WeightFileException(
                path, $"'{name}' of [{string.Join(", ", shape)}]", $"[{string.Join(", ", file.Shape(name))}]");
    }

    /// <summary>A picture, not of unit length.</summary>
    /// <param name="text">What distinguishes the text: its unit vector less the mean of texts.</param>
    /// <param name="random">Draws the error.</param>
    public float[] Apply(ReadOnlySpan<float> text, RandomStream random)
    {
        var (picture, width) = (_mean.ToArray(), _mean.Length);
        if (_gain.Length == 0)
        {
            TensorPrimitives.Add(picture, text, picture);
            TensorPrimitives.MultiplyAdd(Draw(width, random), 1 / MathF.Sqrt(width), picture, picture);
            return picture;
        }
        var draws = Draw(_gain.Length, random);
        for (var i = 0; i < draws.Length; i++)
        {
            var direction = _basis.AsSpan(i * width, width);
            TensorPrimitives.MultiplyAdd(direction, _gain[i] * TensorPrimitives.Dot(direction, text), picture, picture);
            TensorPrimitives.MultiplyAdd(_error.AsSpan(i * width, width), draws[i], picture, picture);
        }
        return picture;
    }

    private static ReadOnlySpan<float> Draw(int count, RandomStream random) => Normal.AsSpan(random.Below(Normal.Length - count), count);

    private static float[] NormalNumbers(int count)
    {
        var random = new RandomStream(1);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Normal())];
    }
}
