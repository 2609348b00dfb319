using Viml.Models.Clip.Image;

namespace Viml.Models.Clip;

/// <summary>CLIP's image tower over one frame per second. A feature is the embedding brought to unit length.</summary>
public sealed class ClipVideoEncoder : IVideoEncoder
{
    private readonly ClipModel _model;

    /// <summary>An encoder over a model, which stays the caller's.</summary>
    /// <param name="name">The name of the encoder, such as <c>clip-vit-b32</c>.</param>
    /// <param name="model">The model.</param>
    public ClipVideoEncoder(string name, ClipModel model)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(model);
        (Name, _model) = (name, model);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version => _model.Version;

    /// <inheritdoc/>
    public int Width => _model.Config.Width;

    /// <inheritdoc/>
    public double Rate => 1;

    /// <inheritdoc/>
    public EncoderCost? Cost => _model.Config.ImageCost;

    /// <summary>All columns. The temperature is the one CLIP was trained to; the cosines are typical ones, not measured.</summary>
    public IReadOnlyList<LanguageColumns> Language =>
        [new(Name, Version, 0, Width) { Temperature = 0.01f, Doubt = 0.2f, Certainty = 0.28f }];

    /// <inheritdoc/>
    public IReadOnlyList<FrameRequest> Frames => [new(Rate)]; // resizing is part of the model's preprocessing

    /// <inheritdoc/>
    public FeatureSequence Encode(IReadOnlyList<FrameStream> streams)
    {
        ArgumentNullException.ThrowIfNull(streams);
        var (frames, width, height) = streams[0];
        var (tower, preprocessor) = (_model.Images, new ClipImagePreprocessor(_model.ImageConfig));
        var images = new float[ClipImageTower.Batch * preprocessor.Length];
        var values = new List<float>();
        var embeddings = new float[ClipImageTower.Batch * Width];
        var waiting = 0;
        foreach (var rgb in frames)
        {
            preprocessor.Process(rgb.Span, width, height, images.AsSpan(waiting * preprocessor.Length, preprocessor.Length));
            if (++waiting == ClipImageTower.Batch)
                Flush();
        }
        Flush();
        return new FeatureSequence([.. values], values.Count / Width, Width, Rate);

        void Flush()
        {
            tower.Encode(images.AsSpan(0, waiting * preprocessor.Length), waiting, embeddings.AsSpan(0, waiting * Width));
            for (var i = 0; i < waiting; i++)
                UnitLength.Apply(embeddings.AsSpan(i * Width, Width));
            values.AddRange(embeddings.AsSpan(0, waiting * Width));
            waiting = 0;
        }
    }
}
