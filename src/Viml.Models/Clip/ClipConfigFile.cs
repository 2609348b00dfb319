using Viml.Engine.Layers;

namespace Viml.Models.Clip;

/// <summary>Reads the sizes of a CLIP model from the <c>config.json</c> of a Hugging Face folder.</summary>
internal static class ClipConfigFile
{
    private const int MaximumFileBytes = 1_000_000;

    /// <summary>Sizes missing in the file are those of ViT-B/32, as the format defines.</summary>
    /// <exception cref="ModelFileException">
    /// The file is missing, is not JSON, or does not describe a usable CLIP with a vision Transformer.
    /// </exception>
    public static ClipConfig Read(string path)
    {
        var json = JsonFile.Read(path, MaximumFileBytes);
        var type = json.Text("model_type", "clip");
        if (type != "clip")
            throw new ModelFileException(path, "the model type 'clip'", $"'{type}'");
        var (standard, vision, text) = (ClipConfig.VitB32, json.Object("vision_config"), json.Object("text_config"));
        var channels = vision.Integer("num_channels", 3);
        if (channels != 3)
            throw new ModelFileException(path, "3 channels of images", $"{channels}");
        try
        {
            return new ClipConfig
            {
                Vision = Transformer(path, vision, standard.Vision),
                Text = Transformer(path, text, standard.Text),
                ImageSize = vision.Integer("image_size", standard.ImageSize),
                PatchSize = vision.Integer("patch_size", standard.PatchSize),
                Vocabulary = text.Integer("vocab_size", standard.Vocabulary),
                Context = text.Integer("max_position_embeddings", standard.Context),
                Width = json.Integer("projection_dim", standard.Width),
            }.Validate();
        }
        catch (ArgumentException error)
        {
            throw new ModelFileException(path, "usable sizes", error.Message, error);
        }
    }

    private static ClipTransformerConfig Transformer(string path, JsonFile json, ClipTransformerConfig standard) => new()
    {
        Width = json.Integer("hidden_size", standard.Width),
        Layers = json.Integer("num_hidden_layers", standard.Layers),
        Heads = json.Integer("num_attention_heads", standard.Heads),
        FeedForward = json.Integer("intermediate_size", standard.FeedForward),
        Epsilon = (float)json.Number("layer_norm_eps", standard.Epsilon),
        Activation = json.Text("hidden_act", "quick_gelu") switch
        {
            "quick_gelu" => FeedForwardActivation.QuickGelu,
            "gelu" => FeedForwardActivation.Gelu,
            var other => throw new ModelFileException(path, "the activation quick_gelu or gelu", other),
        },
    };
}
