using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using Viml.Engine;
using Viml.Media;
using Viml.Models;
using Viml.Models.MiniLm;
using Viml.Models.Pictures;
using Viml.Models.ResNet;
using Viml.Training.Datasets;

namespace Viml.Training.Pictures;

/// <summary>The result of fitting a map.</summary>
/// <param name="Manifest">What is known of the map.</param>
/// <param name="LeftOut">Photographs that could not be decoded, with the reason.</param>
public sealed record PictureMapResult(PictureMapManifest Manifest, IReadOnlyList<string> LeftOut);

/// <summary>
/// Fits the map from what ResNet18 sees to MiniLM's sentences on labelled photographs, measures by cross-validation how well it names
/// classes that it never saw, and writes the folder of the encoder <c>resnet18-minilm</c>. Takes minutes.
/// </summary>
public static class PictureMapTrainer
{
    private const int Folds = 10;

    // The share of unseen photographs in which something is recognised; what is farther from all of them is no photograph.
    private const double Recognised = 0.995;

    /// <summary>Fits and writes a map.</summary>
    /// <param name="options">What to fit.</param>
    /// <param name="pictures">The encoder of pictures.</param>
    /// <param name="texts">The encoder of texts.</param>
    /// <param name="progress">Told the photographs that are encoded, and how many there are.</param>
    /// <param name="cancellation">Stops the work; nothing is written.</param>
    /// <exception cref="DatasetException">The photographs or WordNet cannot be read.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static PictureMapResult Run(
        PictureMapOptions options, ResNetEncoder pictures, MiniLmEncoder texts, Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(texts);
        var all = LabelledPhotograph.In(options.Photographs);
        var nouns = options.Nouns is { } path ? WordNetNouns.Read(path) : [];
        var (photographs, centres, means, leftOut) = Encode(all, pictures, progress, cancellation);
        if (photographs.DistinctBy(photograph => photograph.Class).Count() < 2)
            throw new DatasetException(options.Photographs, null, "readable photographs of at least two classes", $"{photographs.Count}");
        var targets = ClassTexts.Embed(photographs, nouns, texts);

        var (evaluation, farthest) = CrossValidate(photographs, centres, means, targets, options.Seed, cancellation);
        var data = string.Create(CultureInfo.InvariantCulture,
            $"{photographs.Count} photographs of {photographs.DistinctBy(photograph => photograph.Class).Count()} classes")
            + (nouns.Count > 0 ? "; names, definitions and what things are kinds of from WordNet" : "; class names");
        var manifest = PictureLanguageEncoder.Write(options.Output, KernelRidge.Fit(means, targets, farthest), new PictureMapManifest
        {
            Version = "",
            Licence = options.Licence,
            Created = DateTimeOffset.UtcNow,
            ResNet18 = pictures.Version,
            MiniLm = texts.Version,
            Farthest = farthest,
            Training = new TrainingRecord(options.Command, options.Seed, data),
            Evaluation = evaluation,
        }, Card(options, data, evaluation));
        return new PictureMapResult(manifest, leftOut);
    }

    private static (List<LabelledPhotograph> Photographs, List<float[]> Centres, List<float[]> Means, List<string> LeftOut) Encode(
        IReadOnlyList<LabelledPhotograph> all, ResNetEncoder pictures, Action<int, int>? progress, CancellationToken cancellation)
    {
        List<LabelledPhotograph> photographs = [];
        List<float[]> centres = [], means = [];
        List<string> leftOut = [];
        for (var index = 0; index < all.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(index, all.Count);
            try
            {
                var (centre, mean) = PhotographViews.Encode(all[index].Path, pictures, cancellation);
                photographs.Add(all[index]);
                centres.Add(centre);
                means.Add(mean);
            }
            catch (Exception fault) when (fault is MediaFormatException or ProgramFailedException or ProgramHangsException)
            {
                leftOut.Add(fault.Message);
            }
        }
        return (photographs, centres, means, leftOut);
    }

    /// <summary>Names the photographs of each tenth of the classes with a map that was fitted on the others.</summary>
    private static (IReadOnlyDictionary<string, double> Evaluation, double Farthest) CrossValidate(
        List<LabelledPhotograph> photographs, List<float[]> centres, List<float[]> means, float[][] targets, int seed,
        CancellationToken cancellation)
    {
        string[] classes = [.. photographs.Select(photograph => photograph.Class).Distinct()];
        new Random(seed).Shuffle(classes);
        var folds = classes.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index % Folds);
        var candidates = classes.Select(name => targets[photographs.FindIndex(photograph => photograph.Class == name)]).ToArray();
        List<double> ranks = [], cosines = [], distances = [];
        for (var fold = 0; fold < Math.Min(Folds, classes.Length); fold++)
        {
            cancellation.ThrowIfCancellationRequested();
            var number = fold;
            var isKept = photographs.Select(photograph => folds[photograph.Class] == number).ToArray();
            float[][] known = [.. means.Where((_, index) => !isKept[index])];
            var map = KernelRidge.Fit(known, [.. targets.Where((_, index) => !isKept[index])], farthest: 4);
            for (var index = 0; index < photographs.Count; index++)
            {
                if (!isKept[index]) continue;
                var embedding = new float[map.Outputs];
                // the features are square roots at unit length already; their squares give the same again
                map.Apply([.. centres[index].Select(value => value * value)], embedding);
                var cosine = TensorPrimitives.Dot(embedding, targets[index]);
                cosines.Add(cosine);
                ranks.Add(1 + candidates.Count(candidate => TensorPrimitives.Dot(embedding, candidate) > cosine));
                distances.Add(known.Min(other => Math.Pow(TensorPrimitives.Distance(centres[index], other), 2)));
            }
        }
        ranks.Sort();
        distances.Sort();
        return (new Dictionary<string, double>
        {
            ["classes"] = classes.Length,
            ["unseen.medianRank"] = (ranks[(ranks.Count - 1) / 2] + ranks[ranks.Count / 2]) / 2,
            ["unseen.shareInFirst10"] = Math.Round(ranks.Average(rank => rank <= 10 ? 1 : 0), 4),
            ["unseen.shareInFirst50"] = Math.Round(ranks.Average(rank => rank <= 50 ? 1 : 0), 4),
            ["unseen.cosine"] = Math.Round(cosines.Average(), 4),
        }, Math.Round(distances[(int)(Recognised * (distances.Count - 1))], 4));
    }

    private static string Card(PictureMapOptions options, string data, IReadOnlyDictionary<string, double> evaluation)
    {
        var card = new StringBuilder();
        card.AppendLine(CultureInfo.InvariantCulture, $"# {PictureLanguageEncoder.EncoderName}").AppendLine();
        card.AppendLine("Puts a picture, as ResNet18 sees it, into the space of MiniLM's sentences (kernel ridge regression).")
            .AppendLine();
        card.AppendLine(CultureInfo.InvariantCulture, $"- Data: {data}. The pictures are not part of this folder.");
        card.AppendLine(CultureInfo.InvariantCulture, $"- Program: {ProgramVersion.Text}");
        if (options.Command.Length > 0) card.AppendLine(CultureInfo.InvariantCulture, $"- Command: `{options.Command}`");
        card.AppendLine(CultureInfo.InvariantCulture, $"- Licence of the weights: {options.Licence}").AppendLine();
        card.AppendLine("Photographs named by a map that never saw their class (cross-validation over classes; candidates: all of them):")
            .AppendLine();
        card.AppendLine("| figure | value |").AppendLine("|---|---|");
        foreach (var (name, value) in evaluation)
            card.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value:0.####} |");
        return card.ToString();
    }
}
