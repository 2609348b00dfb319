using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Viml.Models.Music;
using Viml.Models.VideoMusic;
using Viml.Models.Words;

namespace Viml.Models.Bundles;

/// <summary>
/// Reads and writes the manifests of bundles and of DeepSim. They are read key by key: a serialiser takes a tenth of the time of a short run to find out how.
/// </summary>
internal static class ManifestJson
{
    private const int MaximumBytes = 1_000_000;

    private static readonly ManifestForm Form = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(BundleManifest manifest) => JsonSerializer.Serialize(manifest, Form.BundleManifest);

    public static string Write(DeepSimManifest manifest) => JsonSerializer.Serialize(manifest, Form.DeepSimManifest);

    /// <summary>Reads <c>bundle.json</c>, and as text the part of it that decides what the models compute.</summary>
    /// <exception cref="ModelFileException">The file is missing, too large, no JSON, or has a wrong, unknown or missing key.</exception>
    public static (BundleManifest Manifest, string Sizes) ReadBundle(string path) => Read(path, json => (
        new BundleManifest
        {
            Schema = json.Count("schema"),
            Name = json.Text("name"),
            Version = json.Text("version"),
            Licence = json.Text("licence"),
            Created = json.Time("created"),
            Encoders = json.Object("encoders", encoders => new BundleEncoders
            {
                Video = encoders.Object("video", Reference),
                Music = encoders.Object("music", Reference),
                Text = encoders.Object("text", Reference),
                MusiCnn = encoders.Object("musiCnn", sizes => new MusiCnnConfig
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
            Training = json.Object("training", Training),
            Evaluation = json.Object("evaluation", Evaluation),
        },
        json.Indented("encoders") + json.Indented("model")));

    /// <summary>Reads <c>deepsim.json</c>.</summary>
    /// <exception cref="ModelFileException">As <see cref="ReadBundle"/>.</exception>
    public static DeepSimManifest ReadDeepSim(string path) => Read(path, json => new DeepSimManifest
    {
        Schema = json.Count("schema"),
        Name = json.Text("name"),
        Version = json.Text("version"),
        Licence = json.Text("licence"),
        Created = json.Time("created"),
        Network = json.Object("network", sizes => new DeepSimConfig { Unit = sizes.Count("unit") }),
        TypicalDistance = json.Object("typicalDistance", distance => new PerDimension(
            distance.Number("genre"), distance.Number("mood"), distance.Number("instruments"), distance.Number("tempo"))),
        Training = json.Object("training", Training),
        Evaluation = json.Object("evaluation", Evaluation),
    });

    private static T Read<T>(string path, Func<StrictJson, T> read)
    {
        using var text = new StreamReader(new MemoryStream(ModelFile.Read(path, MaximumBytes))); // which takes away the mark that some editors put first
        return StrictJson.Parse(
            Encoding.UTF8.GetBytes(text.ReadToEnd()), (expected, found, cause) => new ModelFileException(path, expected, found, cause), read);
    }

    private static EncoderReference Reference(StrictJson json) => new(json.Text("name"), json.Text("version"));

    private static BundleTraining Training(StrictJson json) => new(json.Text("command"), json.Integer("seed"), json.Text("corpus"));

    private static Dictionary<string, double> Evaluation(StrictJson json) => json.Keys.ToDictionary(name => name, json.Number);
}

/// <summary>The shape of what is written.</summary>
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(DeepSimManifest))]
internal sealed partial class ManifestForm : JsonSerializerContext;
