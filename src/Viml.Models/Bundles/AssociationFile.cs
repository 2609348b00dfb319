using System.Numerics.Tensors;
using Viml.Engine.Weights;
using Viml.Models.Language;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.Bundles;

/// <summary>
/// Where the associations lie in the space of a bundle's text encoder, as a file of the bundle: tensor <c>rows</c>, [associations, width],
/// float16, and in the metadata the encoder and the hash of the texts it was made from.
/// </summary>
internal static class AssociationFile
{
    public const string Name = "associations.safetensors";
    private const string Rows = "rows", Encoder = "encoder", Texts = "texts";
    private const float Rounding = 0.01f; // of the length of a unit vector in float16

    /// <summary>Encodes all texts of the associations and writes the file.</summary>
    /// <exception cref="ArgumentException">The encoder gives nothing but zeros for an association.</exception>
    public static void Write(string path, ITextEncoder encoder)
    {
        var texts = AssociationEmbeddings.Texts().Select(text => text.Text).ToArray();
        var made = AssociationEmbeddings.Of(encoder.EncodeAll(texts).Chunk(encoder.Width).Select(Unit));
        var writer = new SafeTensorsWriter();
        writer.Metadata[Encoder] = KeyOf(EncoderReference.To(encoder));
        writer.Metadata[Texts] = AssociationEmbeddings.TextsHash;
        writer.Add(Rows, Tensor.From(made.Rows.ToArray(), made.Rows.Length / made.Width, made.Width), WeightType.F16);
        writer.Save(path);
    }

    /// <summary>
    /// Reads the file. Null where there is none, and where this version of the program has other associations than the one that wrote it:
    /// its rows would stand for other things.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="encoder">The text encoder of the bundle.</param>
    /// <param name="width">Its width.</param>
    /// <exception cref="WeightFileException">
    /// The file is cut off or was made with another encoder, or its tensor is missing, of another shape or not of unit vectors.
    /// </exception>
    public static AssociationEmbeddings? Read(string path, EncoderReference encoder, int width)
    {
        if (!File.Exists(path))
            return null;
        using var file = SafeTensorsFile.Open(path);
        var made = file.Metadata.GetValueOrDefault(Encoder);
        if (made != KeyOf(encoder))
            throw new WeightFileException(path, $"associations made with {KeyOf(encoder)}", made ?? "no encoder");
        if (file.Metadata.GetValueOrDefault(Texts) != AssociationEmbeddings.TextsHash)
            return null;
        var count = AssociationTable.Default.Count;
        if (file.Names is not [Rows] || file.Shape(Rows) is not [var rows, var numbers] || rows != count || numbers != width)
            throw new WeightFileException(
                path, $"one tensor '{Rows}' of [{count}, {width}]",
                string.Join(", ", file.Names.Select(name => $"'{name}' of [{string.Join(", ", file.Shape(name))}]")));
        var values = file.Read(Rows).Span.ToArray();
        for (var row = 0; row < count; row++)
            if (!(MathF.Abs(TensorPrimitives.Norm<float>(values.AsSpan(row * width, width)) - 1) < Rounding))
                throw new WeightFileException(path, "rows of unit length", $"another length or no numbers in row {row}");
        return new AssociationEmbeddings(values, width);
    }

    private static string KeyOf(EncoderReference encoder) => $"{encoder.Name} {encoder.Version}";

    private static float[] Unit(float[] vector)
    {
        TensorPrimitives.Divide(vector, Math.Max(TensorPrimitives.Norm<float>(vector), 1e-12f), vector);
        return vector;
    }
}
