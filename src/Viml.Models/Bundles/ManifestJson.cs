using System.Text.Json;
using System.Text.Json.Serialization;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Viml.Models.Words;

namespace Viml.Models.Bundles;

/// <summary>Reads and writes the manifests of bundles.</summary>
internal static class ManifestJson
{
    private static readonly ManifestForm Form = new(new JsonSerializerOptions(ManifestFile.Options));

    public static string Write(BundleManifest manifest)
    {
        var json = JsonSerializer.SerializeToNode(manifest, Form.BundleManifest)!;
        if (manifest.Tagging is null) json.AsObject().Remove("tagging");
        json["model"]!.AsObject().Remove("temperature"); // of the training; the weights hold what came of it
        if (manifest.Schema == 1)
        {
            json["encoders"]!["video"] = json["encoders"]!["video"]![0]!.DeepClone();
            json["model"]!.AsObject().Remove("textSteps");
        }
        return json.ToJsonString(ManifestFile.Options);
    }

    /// <summary>Reads <c>bundle.json</c>, and as text the part of it that decides what the models compute.</summary>
    /// <exception cref="ModelFileException">The file is missing, too large, not JSON, or has a wrong, unknown or missing key.</exception>
    public static (BundleManifest Manifest, string Sizes) Read(string path) => ManifestFile.Read(path, json =>
    {
        var schema = json.Count("schema");
        if (schema is < 1 or > BundleManifest.CurrentSchema)
            throw json.Error($"a schema from 1 to {BundleManifest.CurrentSchema}", $"schema {schema}");
        var manifest = new BundleManifest
        {
            Name = json.Text("name"),
            Version = json.Text("version"),
            Licence = json.Text("licence"),
            Created = json.Time("created"),
            Encoders = json.Object("encoders", encoders => new BundleEncoders
            {
                Video = schema == 1 ? [encoders.Object("video", Reference)] : encoders.Objects("video", Reference),
                Music = encoders.Object("music", Reference),
                Text = encoders.Object("text", Reference),
                MusiCnn = encoders.ObjectOrNull("musiCnn", sizes => new MusiCnnConfig
                {
                    VerticalFilters = sizes.Count("verticalFilters"),
                    HorizontalFilters = sizes.Count("horizontalFilters"),
                    MiddleFilters = sizes.Count("middleFilters"),
                    Features = sizes.Count("features"),
                    Tags = sizes.Count("tags"),
                    Dropout = (float)sizes.Number("dropout"),
                }),
                Words = encoders.ObjectOrNull("words", sizes => new WordsConfig
                {
                    Buckets = sizes.Count("buckets"),
                    EmbeddingWidth = sizes.Count("embeddingWidth"),
                    HiddenWidth = sizes.Count("hiddenWidth"),
                    Width = sizes.Count("width"),
                    Tags = sizes.Count("tags"),
                    Dropout = (float)sizes.Number("dropout"),
                }),
            }),
            Model = json.Object("model", sizes => new VideoMusicConfig
            {
                VideoWidth = sizes.Count("videoWidth"),
                MusicWidth = sizes.Count("musicWidth"),
                TextWidth = sizes.Count("textWidth"),
                VideoSteps = sizes.Count("videoSteps"),
                MusicSteps = sizes.Count("musicSteps"),
                TextSteps = schema == 1 ? 1 : sizes.Count("textSteps"),
                Width = sizes.Count("width"),
                Heads = sizes.Count("heads"),
                FeedForward = sizes.Count("feedForward"),
                Layers = sizes.Count("layers"),
                Tags = sizes.Count("tags"),
                UsesText = sizes.Flag("usesText"),
                Dropout = (float)sizes.Number("dropout"),
                TextDropout = sizes.Number("textDropout"),
                VideoDropout = sizes.Number("videoDropout"),
                TagWeight = sizes.Number("tagWeight"),
            }),
            Vocabulary = json.Text("vocabulary"),
            Tagging = json.ObjectOrDefault("tagging", ReadTagging),
            Training = json.Object("training", ManifestFile.Training),
            Evaluation = json.Object("evaluation", ManifestFile.Evaluation),
        };
        return (manifest, json.Indented("encoders") + json.Indented("model"));
    });

    private static BundleTagging ReadTagging(StrictJson json)
    {
        var tagging = new BundleTagging((float)json.Number("threshold"), json.Texts("unheard"));
        if (tagging.Threshold is not (> 0 and < 1)) throw json.Error("a threshold between 0 and 1", $"{tagging.Threshold}");
        var unknown = tagging.Unheard.FirstOrDefault(tag => !TagVocabulary.Default.TryIndexOf(tag, out _));
        return unknown is null ? tagging : throw json.Error("tags of the vocabulary", $"'{unknown}'");
    }

    private static EncoderReference Reference(StrictJson json) => new(json.Text("name"), json.Text("version"));
}

/// <summary>The shape of what is written.</summary>
[JsonSerializable(typeof(BundleManifest))]
internal sealed partial class ManifestForm : JsonSerializerContext;
