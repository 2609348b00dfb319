using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Models.Clip;

/// <summary>
/// CLIP's image tower: patches of a preprocessed image as tokens, behind a class token; a Transformer; the class token projected into the
/// joint space. Thread-safe: callers take turns.
/// </summary>
public sealed class ClipImageTower
{
    /// <summary>
    /// Images that are computed together: enough that reading the weights is a small part, few enough that they stay in little memory.
    /// </summary>
    public const int Batch = 16;

    private readonly ClipConfig _config;
    private readonly Tensor _class, _positions;
    private readonly LayerNorm _before, _after;
    private readonly ClipBlock[] _blocks;
    private readonly PanelLinear _patches, _projection;
    private readonly ClipBuffers _buffers;
    private readonly Lock _gate = new();

    private ClipImageTower(ClipConfig config, ParameterSet parameters)
    {
        _config = config.Validate();
        var (vision, root) = (config.Vision, parameters.Root.Enter("vision_model"));
        var embeddings = root.Enter("embeddings");
        embeddings.Ignore("position_ids");
        _class = embeddings.Parameter("class_embedding", [vision.Width], Initializer.Normal(0.02f)).Value;
        _positions = embeddings.Enter("position_embedding").Parameter(
            "weight", [1 + config.Patches, vision.Width], Initializer.Normal(0.02f)).Value;
        _patches = new PanelLinear(
            Panels.OfLinear(
                embeddings.Enter("patch_embedding").Parameter(
                    "weight", [vision.Width, 3, config.PatchSize, config.PatchSize], Initializer.FanIn(config.PatchLength))
                .Value.Reshape(vision.Width, -1)),
            new Tensor(vision.Width));
        _before = new LayerNorm(root.Enter("pre_layrnorm"), vision.Width, vision.Epsilon); // The published name is spelt so.
        _blocks =
        [
            .. Enumerable.Range(0, vision.Layers).Select(
                i => new ClipBlock(root.Enter("encoder").Enter("layers").Enter(i), vision, causal: false)),
        ];
        _after = new LayerNorm(root.Enter("post_layernorm"), vision.Width, vision.Epsilon);
        _projection = PanelLinear.Of(parameters.Root.Enter("visual_projection"), vision.Width, config.Width, bias: false);
        _buffers = new ClipBuffers(
            vision.Width, Math.Max(Math.Max(3 * vision.Width, config.Width), Math.Max(vision.FeedForward, config.PatchLength)));
        Parameters = parameters;
        parameters.EnsureComplete();
    }

    /// <summary>Every parameter of the tower.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Numbers of a preprocessed image, <c>[3, size, size]</c>.</summary>
    public int ImageLength => 3 * _config.ImageSize * _config.ImageSize;

    /// <summary>Numbers per embedding.</summary>
    public int Width => _config.Width;

    /// <summary>A tower with random weights.</summary>
    public static ClipImageTower Random(ClipConfig config, int seed) => new(config, ParameterSet.Random(seed));

    /// <summary>
    /// A tower with weights of Hugging Face names, which are laid out anew; tensors of the text tower are left alone.
    /// </summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public static ClipImageTower Load(ClipConfig config, IWeightSource weights) =>
        new(config, ParameterSet.FromWeights(new ClipWeights(weights, "vision_model.", "visual_projection.")));

    /// <summary>Embeds preprocessed images.</summary>
    /// <param name="images"><c>[count, 3, size, size]</c>, see <see cref="Image.ClipImagePreprocessor"/>.</param>
    /// <param name="count">Number of images.</param>
    /// <param name="embeddings">Receives <c>[count, Width]</c>, not normalised.</param>
    /// <exception cref="ArgumentException">A span is of another size.</exception>
    public void Encode(ReadOnlySpan<float> images, int count, Span<float> embeddings)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (images.Length != (long)count * ImageLength)
            throw new ArgumentException($"{count} images have {(long)count * ImageLength} numbers, not {images.Length}.", nameof(images));
        if (embeddings.Length != count * Width)
            throw new ArgumentException(
                $"{count} embeddings have {count * Width} numbers, the destination {embeddings.Length}.", nameof(embeddings));
        lock (_gate)
            for (var start = 0; start < count; start += Batch)
            {
                var batch = Math.Min(Batch, count - start);
                EncodeBatch(images.Slice(start * ImageLength, batch * ImageLength), batch, embeddings.Slice(start * Width, batch * Width));
            }
    }

    private void EncodeBatch(ReadOnlySpan<float> images, int batch, Span<float> embeddings)
    {
        var tokens = _buffers.Tokens(batch, 1 + _config.Patches); // [batch, 1 + patches, width]
        Embed(images, batch, tokens);
        _before.Forward(tokens, tokens);
        foreach (var block in _blocks.AsSpan(..^1))
            block.Forward(tokens, _buffers);
        var last = _buffers.Last(batch); // [batch, 1, width]
        _blocks[^1].ForwardOne(tokens, 0, last, _buffers);
        _after.Forward(last, last);
        var projected = _buffers.Wide(batch, 1, Width);
        _projection.Forward(last, projected);
        projected.Span.CopyTo(embeddings);
    }

    private void Embed(ReadOnlySpan<float> images, int batch, Tensor tokens)
    {
        var (patches, width) = (_config.Patches, _config.Vision.Width);
        var cut = _buffers.Wide(batch, patches, _config.PatchLength);
        for (var i = 0; i < batch; i++)
            Cut(
                images.Slice(i * ImageLength, ImageLength),
                cut.Span.Slice(i * patches * _config.PatchLength, patches * _config.PatchLength));
        var embedded = _buffers.Narrow(batch, patches); // [batch, patches, width]
        _patches.Forward(cut, embedded);
        for (var i = 0; i < batch; i++)
        {
            var image = tokens.Span.Slice(i * (1 + patches) * width, (1 + patches) * width);
            _class.Span.CopyTo(image);
            embedded.Span.Slice(i * patches * width, patches * width).CopyTo(image[width..]);
            System.Numerics.Tensors.TensorPrimitives.Add(image, _positions.Span, image);
        }
    }

    // A convolution whose stride is its size: [3, size, size] becomes [patches, 3 * patch * patch].
    private void Cut(ReadOnlySpan<float> image, Span<float> cut)
    {
        var (size, patch) = (_config.ImageSize, _config.PatchSize);
        var across = size / patch;
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < size; y++)
                for (var column = 0; column < across; column++)
                    image.Slice((channel * size + y) * size + column * patch, patch)
                        .CopyTo(cut[((y / patch * across + column) * _config.PatchLength + (channel * patch + y % patch) * patch)..]);
    }
}
