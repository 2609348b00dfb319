using System.Text.RegularExpressions;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Models.Clip;

/// <summary>
/// Weights under the names of the original publication, seen under Hugging Face's: the three attention projections, which lie in one tensor
/// there, are its thirds; the two projections into the joint space are transposed. Only these two are copied.
/// </summary>
internal sealed partial class OriginalClipWeights : IWeightSource
{
    private readonly IWeightSource _original;
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);

    public OriginalClipWeights(IWeightSource original)
    {
        _original = original;
        foreach (var name in original.Names)
            foreach (var part in Parts(name))
                _parts[part.Name] = part;
        Names = [.. _parts.Keys.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public string Path => _original.Path;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether weights have the names of the original publication.</summary>
    public static bool Fit(IWeightSource weights) => weights.Contains("visual.conv1.weight") || weights.Contains("visual.class_embedding");

    /// <summary>The sizes, which follow from the shapes; a head is 64 wide in every published model.</summary>
    /// <exception cref="WeightFileException">
    /// A tensor is missing, or the sizes are not those of a CLIP with a vision Transformer.
    /// </exception>
    public static ClipConfig ConfigOf(IWeightSource original)
    {
        var patches = Shape("visual.conv1.weight", 4);
        var across = (int)Math.Round(Math.Sqrt(Shape("visual.positional_embedding", 2)[0] - 1));
        var (visionWidth, textWidth) = (patches[0], Shape("ln_final.weight", 1)[0]);
        try
        {
            return new ClipConfig
            {
                Vision = Transformer("visual.transformer", visionWidth),
                Text = Transformer("transformer", textWidth),
                ImageSize = across * patches[3],
                PatchSize = patches[3],
                Vocabulary = Shape("token_embedding.weight", 2)[0],
                Context = Shape("positional_embedding", 2)[0],
                Width = Shape("text_projection", 2)[1],
            }.Validate();
        }
        catch (ArgumentException error)
        {
            throw new WeightFileException(original.Path, "a CLIP with a vision Transformer", error.Message, error);
        }

        ClipTransformerConfig Transformer(string prefix, int width) => new()
        {
            Width = width,
            Heads = Math.Max(1, width / 64),
            Layers = original.Names.Count(
                name => name.StartsWith($"{prefix}.resblocks.", StringComparison.Ordinal)
                    && name.EndsWith(".attn.in_proj_weight", StringComparison.Ordinal)),
            FeedForward = Shape($"{prefix}.resblocks.0.mlp.c_fc.weight", 2)[0],
        };

        IReadOnlyList<int> Shape(string name, int rank) =>
            original.Shape(name) is var shape && shape.Count == rank
                ? shape
                : throw new WeightFileException(original.Path, $"{rank} axes of tensor '{name}'", Tensor.Describe([.. shape]));
    }

    /// <inheritdoc/>
    public bool Contains(string name) => _parts.ContainsKey(name);

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape(string name)
    {
        var part = Find(name);
        var shape = _original.Shape(part.Original);
        return part.Kind switch
        {
            PartKind.Transposed => [.. shape.Reverse()],
            PartKind.Whole => shape,
            _ => [.. shape.Take(1).Select(rows => rows / 3), .. shape.Skip(1)],
        };
    }

    /// <inheritdoc/>
    public Tensor Read(string name)
    {
        var part = Find(name);
        var whole = _original.Read(part.Original);
        if (part.Kind == PartKind.Whole)
            return whole;
        if (part.Kind != PartKind.Transposed)
            return whole.Slice((int)part.Kind * (whole.Size(0) / 3), whole.Size(0) / 3);
        var (rows, columns) = (whole.Size(0), whole.Size(1));
        var transposed = new Tensor(columns, rows);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                transposed.Span[column * rows + row] = whole.Span[row * columns + column];
        return transposed;
    }

    private Part Find(string name) =>
        _parts.GetValueOrDefault(name) ?? throw new WeightFileException(Path, $"a tensor for '{name}'", $"{_original.Names.Count} others");

    private static IEnumerable<Part> Parts(string original)
    {
        if (Block().Match(original) is not { Success: true } block)
        {
            var (name, kind) = original switch
            {
                "visual.class_embedding" => ("vision_model.embeddings.class_embedding", PartKind.Whole),
                "visual.conv1.weight" => ("vision_model.embeddings.patch_embedding.weight", PartKind.Whole),
                "visual.positional_embedding" => ("vision_model.embeddings.position_embedding.weight", PartKind.Whole),
                "visual.proj" => ("visual_projection.weight", PartKind.Transposed),
                "token_embedding.weight" => ("text_model.embeddings.token_embedding.weight", PartKind.Whole),
                "positional_embedding" => ("text_model.embeddings.position_embedding.weight", PartKind.Whole),
                "text_projection" => ("text_projection.weight", PartKind.Transposed),
                _ => (original.Replace("visual.ln_pre.", "vision_model.pre_layrnorm.", StringComparison.Ordinal)
                    .Replace("visual.ln_post.", "vision_model.post_layernorm.", StringComparison.Ordinal)
                    .Replace("ln_final.", "text_model.final_layer_norm.", StringComparison.Ordinal), PartKind.Whole),
            };
            return [new Part(name, original, kind)];
        }

        var layer = $"{(block.Groups[1].Length > 0 ? "vision_model" : "text_model")}.encoder.layers.{block.Groups[2].Value}.";
        var inner = block.Groups[3].Value;
        if (inner is "attn.in_proj_weight" or "attn.in_proj_bias")
        {
            var end = inner["attn.in_proj_".Length..];
            return
            [
                new Part($"{layer}self_attn.q_proj.{end}", original, PartKind.FirstThird),
                new Part($"{layer}self_attn.k_proj.{end}", original, PartKind.SecondThird),
                new Part($"{layer}self_attn.v_proj.{end}", original, PartKind.LastThird),
            ];
        }
        var renamed = inner.Replace("attn.", "self_attn.", StringComparison.Ordinal).Replace("ln_", "layer_norm", StringComparison.Ordinal)
            .Replace("c_fc", "fc1", StringComparison.Ordinal).Replace("c_proj", "fc2", StringComparison.Ordinal);
        return [new Part(layer + renamed, original, PartKind.Whole)];
    }

    [GeneratedRegex(@"^(visual\.)?transformer\.resblocks\.(\d+)\.(.+)$")]
    private static partial Regex Block();

    private enum PartKind
    {
        FirstThird,
        SecondThird,
        LastThird,
        Whole,
        Transposed,
    }

    /// <summary>A tensor under its new name, and how it follows from the original one.</summary>
    private sealed record Part(string Name, string Original, PartKind Kind);
}
