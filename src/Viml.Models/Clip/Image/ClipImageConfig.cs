using System.Text.Json;

namespace Viml.Models.Clip.Image;

/// <summary>
/// What a CLIP model does to an image before its network: size in pixels, and mean and deviation of red, green and blue in [0, 1].
/// </summary>
public sealed record ClipImageConfig(int Size, IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation)
{
    private const int Bicubic = 3;
    private const int MaximumFileBytes = 1_000_000;

    /// <summary>The values of all models by the original publisher, at 224 pixels.</summary>
    public static ClipImageConfig Original { get; } = new(
        224, [0.48145466f, 0.4578275f, 0.40821073f], [0.26862954f, 0.26130258f, 0.27577711f]);

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public ClipImageConfig Validate()
    {
        new ConfigFaults(nameof(ClipImageConfig))
            .Size(Size, nameof(Size))
            .Require(Mean.Count == 3 && Mean.All(float.IsFinite), $"{nameof(Mean)} must be three numbers")
            .Require(
                Deviation.Count == 3 && Deviation.All(value => value > 0 && float.IsFinite(value)),
                $"{nameof(Deviation)} must be three numbers above 0")
            .ThrowIfAny();
        return this;
    }

    /// <summary>
    /// Reads <c>preprocessor_config.json</c>. Missing settings are those of the original; settings beyond resizing the shorter side with a
    /// bicubic kernel, a square crop from the centre and normalising is an error.
    /// </summary>
    /// <exception cref="ModelFileException">The file is missing, is no JSON, or asks for something else.</exception>
    public static ClipImageConfig Read(string path)
    {
        var json = JsonFile.Read(path, MaximumFileBytes);
        foreach (var step in new[] { "do_resize", "do_center_crop", "do_rescale", "do_normalize", "do_convert_rgb" })
            Require(json.Flag(step, true), step, "true", "false");
        var resample = json.Integer("resample", Bicubic);
        Require(resample == Bicubic, "resample", $"{Bicubic} (bicubic)", $"{resample}");
        var factor = json.Number("rescale_factor", 1.0 / 255);
        Require(Math.Abs(factor - 1.0 / 255) < 1e-9, "rescale_factor", "1 / 255", $"{factor}");
        var size = SizeOf(json, "size", "shortest_edge");
        var crop = SizeOf(json, "crop_size", "height");
        Require(size == crop && crop == SizeOf(json, "crop_size", "width"), "crop_size", $"a square of {size}, as the size", $"{crop}");
        try
        {
            return new ClipImageConfig(
                size, json.Numbers("image_mean") ?? Original.Mean, json.Numbers("image_std") ?? Original.Deviation).Validate();
        }
        catch (ArgumentException error)
        {
            throw new ModelFileException(path, "usable values", error.Message, error);
        }

        void Require(bool holds, string key, string expected, string found)
        {
            if (!holds)
                throw new ModelFileException(path, $"'{key}' {expected}", found);
        }
    }

    // A number, or an object with the number under a key.
    private static int SizeOf(JsonFile json, string key, string inner) =>
        json.ValueKind(key) == JsonValueKind.Object ? json.Object(key).Integer(inner, Original.Size) : json.Integer(key, Original.Size);
}
