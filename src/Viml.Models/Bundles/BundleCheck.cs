using Viml.Models.Encoders;
using Viml.Models.Tagging;

namespace Viml.Models.Bundles;

/// <summary>Checks whether this program can use a bundle.</summary>
internal static class BundleCheck
{
    /// <exception cref="ModelFileException">
    /// An encoder is unknown or of another version, sizes are not usable, or the parts do not fit.
    /// </exception>
    public static void Run(BundleManifest manifest, EncoderTable table, string path)
    {
        var encoders = manifest.Encoders;
        if (encoders.Video.Count == 0)
            throw new ModelFileException(path, "at least one video encoder", "none");
        foreach (var (modality, reference) in encoders.All)
            RequireKnown(modality, reference, encoders.SizesOf(modality) is not null, table, path);
        if (manifest.Vocabulary != TagVocabulary.Default.Hash)
            throw new ModelFileException(path, $"the vocabulary {TagVocabulary.Default.Hash}", manifest.Vocabulary);
        ManifestFile.Validate(path, () =>
        {
            encoders.MusiCnn?.Validate();
            encoders.Words?.Validate();
            manifest.Model.Validate();
        });
        var widths = new EncoderWidths(
            string.Join('+', encoders.Video.Select(video => video.Name)),
            encoders.Video.Aggregate((int?)0, (sum, video) => sum + WidthOf(Modality.Video, video)),
            WidthOf(Modality.Music, encoders.Music), WidthOf(Modality.Text, encoders.Text));
        if (BundleFit.Misfits(manifest.Model, widths, encoders.MusiCnn, encoders.Words) is { Count: > 0 } misfits)
            throw new ModelFileException(path, "parts that fit together", string.Join("; ", misfits));

        int? WidthOf(Modality modality, EncoderReference reference) =>
            encoders.SizesOf(modality)?.FeatureWidth ?? table.Find(reference.Name, modality)?.Width;
    }

    private static void RequireKnown(Modality modality, EncoderReference reference, bool hasSizes, EncoderTable table, string path)
    {
        var encoder = $"{modality.ToString().ToLowerInvariant()} encoder";
        var row = table.Find(reference.Name, modality)
            ?? throw new ModelFileException(path, $"a {encoder} among {string.Join(", ", table.Names(modality))}", $"'{reference.Name}'");
        if (WeightFiles.CodeVersionOf(reference.Version) != row.CodeVersion)
            throw new ModelFileException(
                path, $"the {encoder} {row.Name} version {row.CodeVersion}",
                $"{reference.Name} version {reference.Version}; train the bundle again with this program or use the program it was "
                + "made with");
        if (row.BundleFile is not null && !hasSizes)
            throw new ModelFileException(path, $"the sizes of the {encoder} {row.Name}", "none");
        if (row.BundleFile is null && hasSizes)
            throw new ModelFileException(path, $"no sizes, because the {encoder} {row.Name} has no weights in the bundle", "some");
    }
}
