using System.Globalization;
using Viml.Engine.Weights;
using Viml.Models.Tagging;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.Bundles;

/// <summary>
/// How the tags of a bundle's music encoder are spread over real recordings, as a file of the bundle: tensors <c>means</c> and
/// <c>deviations</c>, [tags], and <c>covariances</c>, [tags, tags], float32, and in the metadata the encoder and the number of recordings.
/// </summary>
internal static class TagStatisticsFile
{
    public const string Name = "tag-statistics.safetensors";
    private const string Means = "means", Deviations = "deviations", Covariances = "covariances";
    private const string Encoder = "encoder", Recordings = "recordings";

    /// <summary>Writes the file.</summary>
    /// <exception cref="ArgumentException">The statistics have no covariances.</exception>
    public static void Write(string path, TagStatistics statistics, EncoderReference encoder)
    {
        var writer = new SafeTensorsWriter();
        writer.Metadata[Encoder] = KeyOf(encoder);
        writer.Metadata[Recordings] = statistics.Recordings.ToString(CultureInfo.InvariantCulture);
        writer.Add(Means, Tensor.From(statistics.Means.ToArray(), statistics.Means.Count));
        writer.Add(Deviations, Tensor.From(statistics.Deviations.ToArray(), statistics.Deviations.Count));
        writer.Add(Covariances, Tensor.From(statistics.Covariances.ToArray(), statistics.Means.Count, statistics.Means.Count));
        writer.Save(path);
    }

    /// <summary>Reads the file; null where there is none.</summary>
    /// <exception cref="WeightFileException">
    /// The file is cut off or was made with another encoder, or a tensor is missing, surplus, of another shape or without usable numbers.
    /// </exception>
    public static TagStatistics? Read(string path, EncoderReference encoder)
    {
        if (!File.Exists(path))
            return null;
        using var file = SafeTensorsFile.Open(path);
        var made = file.Metadata.GetValueOrDefault(Encoder);
        if (made != KeyOf(encoder))
            throw new WeightFileException(path, $"statistics of the tags of {KeyOf(encoder)}", made ?? "no encoder");
        var tags = TagVocabulary.Default.Count;
        if (file.Names is not [Covariances, Deviations, Means]
            || file.Names.Any(name => !file.Shape(name).SequenceEqual(name == Covariances ? [tags, tags] : [tags])))
            throw new WeightFileException(
                path, $"the tensors '{Means}' and '{Deviations}' of [{tags}] and '{Covariances}' of [{tags}, {tags}]",
                string.Join(", ", file.Names.Select(name => $"'{name}' of [{string.Join(", ", file.Shape(name))}]")));
        if (!int.TryParse(file.Metadata.GetValueOrDefault(Recordings), NumberStyles.None, CultureInfo.InvariantCulture, out var recordings))
            throw new WeightFileException(path, "a number of recordings", $"'{file.Metadata.GetValueOrDefault(Recordings)}'");
        var (means, deviations) = (file.Read(Means).Span.ToArray(), file.Read(Deviations).Span.ToArray());
        var covariances = file.Read(Covariances).Span.ToArray();
        return means.Concat(covariances).All(float.IsFinite) && deviations.All(deviation => float.IsFinite(deviation) && deviation >= 0)
            ? new TagStatistics(means, deviations, recordings) { Covariances = covariances }
            : throw new WeightFileException(path, "finite means and covariances, and deviations of at least 0", "others");
    }

    private static string KeyOf(EncoderReference encoder) => $"{encoder.Name} {encoder.Version}";
}
