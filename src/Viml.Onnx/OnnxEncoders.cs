using Viml.Models;
using Viml.Models.Encoders;

namespace Viml.Onnx;

/// <summary>
/// The rows of the encoder table for models that users exported to ONNX: folders with <c>model.onnx</c> and <c>encoder.json</c>. ONNX
/// Runtime is loaded when the first of them is opened.
/// </summary>
public static class OnnxEncoders
{
    private const string EncoderName = "onnx";

    /// <summary>The version of preprocessing and pooling, with which the version of every such encoder begins.</summary>
    internal const string CodeVersion = "1";

    /// <summary>A row for each modality.</summary>
    public static IReadOnlyList<EncoderRow> Rows { get; } =
    [
        Row(Modality.Video, (source, manifest) => new OnnxVideoEncoder(source.Name, source.Path, manifest)),
        Row(Modality.Music, (source, manifest) => new OnnxMusicEncoder(source.Name, source.Path, manifest)),
        Row(Modality.Text, (source, manifest) => new OnnxTextEncoder(source.Name, source.Path, manifest)),
    ];

    private static EncoderRow Row(Modality modality, Func<EncoderSource, OnnxManifest, IEncoder> open) =>
        new(EncoderName, modality, CodeVersion, source => Open(modality, source, open))
        {
            Licence = "see its folder", Install = "viml models add FOLDER", IsIn = folder => IsIn(folder, modality),
        };

    private static IEncoder Open(Modality modality, EncoderSource source, Func<EncoderSource, OnnxManifest, IEncoder> open)
    {
        var manifest = OnnxManifest.Read(source.Path);
        if (manifest.Modality != modality)
            throw new EncoderChoiceException($"'{source.Path}' holds a model for {manifest.Modality}, not for {modality}.");
        return open(source, manifest);
    }

    // A folder whose manifest is broken counts too: choosing it says what is wrong with it.
    private static bool IsIn(string folder, Modality modality)
    {
        if (!File.Exists(Path.Combine(folder, OnnxManifest.FileName)))
            return false;
        try
        {
            return OnnxManifest.Read(folder).Modality == modality;
        }
        catch (ModelFileException)
        {
            return true;
        }
    }
}
