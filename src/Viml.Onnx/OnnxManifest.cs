using Viml.Models;

namespace Viml.Onnx;

/// <summary>How the steps of an output become one feature vector.</summary>
public enum OnnxPooling
{
    /// <summary>The output is one vector already: [batch, width].</summary>
    None,

    /// <summary>The first step of [batch, steps, width], such as the class token of a Transformer.</summary>
    First,

    /// <summary>The mean of the steps, of texts without those that are padding.</summary>
    Mean,
}

/// <summary>What a model that reads pictures needs.</summary>
/// <param name="Size">Width and height in pixels: the shorter side is resized to it, and a square cut from the centre.</param>
/// <param name="Mean">Taken from red, green and blue in [0, 1].</param>
/// <param name="Deviation">By which they are then divided.</param>
public sealed record OnnxPictures(int Size, IReadOnlyList<double> Mean, IReadOnlyList<double> Deviation);

/// <summary>What a model that reads sound needs.</summary>
/// <param name="SampleRate">Samples per second, mono.</param>
/// <param name="WindowSeconds">Length of a window.</param>
public sealed record OnnxSound(int SampleRate, double WindowSeconds);

/// <summary>What a model that reads texts needs.</summary>
/// <param name="Tokenizer"><c>wordpiece</c> with <c>vocab.txt</c>, or <c>clip</c> with <c>vocab.json</c> and <c>merges.txt</c>.</param>
/// <param name="Context">Tokens of a text at most, start and end included.</param>
/// <param name="Padding">The token that fills every text up to the context; -1 where texts may be shorter.</param>
public sealed record OnnxTexts(string Tokenizer, int Context, int Padding);

/// <summary>
/// The manifest of a model that a user exported: <c>encoder.json</c> beside <c>model.onnx</c>, see docs/formats.md. One of pictures, sound
/// and texts says what the model reads.
/// </summary>
/// <param name="Version">Changes with the model.</param>
/// <param name="Licence">Of the weights.</param>
/// <param name="Width">Numbers per feature vector.</param>
/// <param name="Output">The output of the graph that is used; empty where there is only one.</param>
/// <param name="Pooling">What is done with its steps.</param>
/// <param name="UnitLength">Whether features are brought to unit length.</param>
/// <param name="Pictures">Of a video encoder.</param>
/// <param name="Sound">Of a music encoder.</param>
/// <param name="Texts">Of a text encoder.</param>
public sealed record OnnxManifest(
    string Version, string Licence, int Width, string Output, OnnxPooling Pooling, bool UnitLength,
    OnnxPictures? Pictures, OnnxSound? Sound, OnnxTexts? Texts)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "encoder.json";

    private const int MostPixels = 4096, MostSamples = 10_000_000, MostTokens = 8192;

    /// <summary>What the model reads.</summary>
    public Modality Modality => Pictures is not null ? Modality.Video : Sound is not null ? Modality.Music : Modality.Text;

    /// <summary>Samples of a window of sound.</summary>
    public int WindowSamples => Sound is null ? 0 : (int)Math.Round(Sound.SampleRate * Sound.WindowSeconds);

    /// <summary>Reads the manifest in a folder.</summary>
    /// <exception cref="ModelFileException">It is missing, or has a wrong, unknown or missing key.</exception>
    public static OnnxManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var manifest = ManifestFile.Read(path, json => new OnnxManifest(
            json.Text("version"), json.Text("licence"), json.Count("width"), json.Text("output"), PoolingOf(json), json.Flag("unitLength"),
            json.ObjectOrDefault("pictures", pictures => new OnnxPictures(
                pictures.Count("size"), Numbers(pictures, "mean"), Numbers(pictures, "deviation"))),
            json.ObjectOrDefault("sound", sound => new OnnxSound(sound.Count("sampleRate"), sound.Number("windowSeconds"))),
            json.ObjectOrDefault("texts", texts => new OnnxTexts(
                texts.Text("tokenizer"), texts.Count("context"), texts.Integer("padding")))));
        ManifestFile.Validate(path, manifest.Validate);
        return manifest;
    }

    private void Validate()
    {
        var inputs = new object?[] { Pictures, Sound, Texts }.Count(input => input is not null);
        var faults = new ConfigFaults(FileName)
            .Size(Width, "width", 1 << 16)
            .Require(inputs == 1, $"one of pictures, sound and texts must say what the model reads, {inputs} do")
            .Require(Licence.Length > 0 && Version.Length > 0, "licence and version must not be empty");
        if (Pictures is not null)
            faults.Size(Pictures.Size, "pictures.size", MostPixels)
                .Require(Pictures.Deviation.All(value => value > 0), "pictures.deviation must be above 0");
        if (Sound is not null)
            faults.Size(Sound.SampleRate, "sound.sampleRate", 192_000)
                .Require(
                    Sound.WindowSeconds * Sound.SampleRate is >= 1 and <= MostSamples, $"a window must have 1 to {MostSamples} samples");
        if (Texts is not null)
            faults.Size(Texts.Context, "texts.context", MostTokens)
                .Require(Texts.Context >= 2, "texts.context must leave room for start and end")
                .Require(Texts.Padding >= -1, "texts.padding must be a token, or -1")
                .Require(Texts.Tokenizer is "wordpiece" or "clip", $"texts.tokenizer must be wordpiece or clip, not '{Texts.Tokenizer}'");
        faults.ThrowIfAny();
    }

    private static OnnxPooling PoolingOf(StrictJson json) => json.Text("pooling") switch
    {
        "none" => OnnxPooling.None,
        "first" => OnnxPooling.First,
        "mean" => OnnxPooling.Mean,
        var other => throw json.Error("'none', 'first' or 'mean' for 'pooling'", $"'{other}'"),
    };

    // Red, green and blue.
    private static double[] Numbers(StrictJson json, string key) =>
        json.Object(key, colours => new[] { colours.Number("red"), colours.Number("green"), colours.Number("blue") });
}
