using System.Security.Cryptography;

namespace Viml.Models.Bundles;

/// <summary>The names of the files in a bundle's folder.</summary>
internal static class BundleFiles
{
    public const string Manifest = "bundle.json";
    public const string MusiCnn = "musicnn.safetensors";
    public const string Words = "words.safetensors";
    public const string Model = "viml.safetensors";
    public const string Card = "card.md";

    /// <summary>The weight files of a bundle.</summary>
    /// <param name="hasWords">Whether the text encoder is that of the bundle, not a public model.</param>
    public static IEnumerable<string> Weights(bool hasWords) => hasWords ? [MusiCnn, Words, Model] : [MusiCnn, Model];

    /// <summary>The version of an encoder with weights: that of its code and eight digits that follow from the weights.</summary>
    public static string VersionOf(string codeVersion, string weightsPath) => $"{codeVersion}-{HashOf(weightsPath)[..8]}";

    /// <summary>SHA-256 of a file in lower-case hexadecimal.</summary>
    public static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
