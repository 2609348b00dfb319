using System.Globalization;
using System.Text;
using Viml.Engine;
using Viml.Engine.Weights;
using Viml.Models;
using Viml.Models.Music;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>The result of a training of DeepSim.</summary>
/// <param name="Manifest">What is known of the model.</param>
/// <param name="Table">Triplet accuracies on the test split; empty where the dataset has none.</param>
/// <param name="LeftOut">Clips that could not be decoded, with the reason.</param>
public sealed record DeepSimResult(DeepSimManifest Manifest, IReadOnlyList<TripletRow> Table, IReadOnlyList<string> LeftOut);

/// <summary>
/// Makes a DeepSim from a dataset, in stages that <see cref="Run(IProgress{PreparationProgress})"/> lists. An interrupted run resumes.
/// </summary>
public sealed class DeepSimTrainer
{
    private const string Stage = "deepsim";

    private readonly DeepSimOptions _options;
    private readonly IProgress<FittingProgress>? _fitting;
    private readonly CancellationToken _cancellation;

    private DeepSimTrainer(DeepSimOptions options, IProgress<FittingProgress>? fitting, CancellationToken cancellation) =>
        (_options, _fitting, _cancellation) = (options, fitting, cancellation);

    /// <summary>Runs or resumes a training.</summary>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every fault.</exception>
    /// <exception cref="DatasetException">
    /// The dataset is not readable, has too few clips, or nothing by which its pieces differ.
    /// </exception>
    /// <exception cref="Library.LibraryBusyException">Another training uses the work folder.</exception>
    /// <exception cref="WeightFileException">The work folder holds the state of another run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the next run resumes.</exception>
    public static DeepSimResult Run(
        DeepSimOptions options, IProgress<PreparationProgress>? preparation = null, IProgress<FittingProgress>? fitting = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DeepSimTrainer(options.Validate(), fitting, cancellation).Run(preparation);
    }

    private DeepSimResult Run(IProgress<PreparationProgress>? preparation)
    {
        var (info, listed) = ReadDataset();
        using var work = new WorkFolder(_options.Work);
        var (clips, leftOut) = PreparedSound.Prepare(_options.Dataset, work.Path, listed, preparation, _cancellation);
        DatasetCheck.RequireEnoughMusic(_options.Dataset, clips.Select(clip => clip.Clip)); // without those that are broken
        PreparedSound[] train = Split(Splits.Train), validation = Split(Splits.Validation), test = Split(Splits.Test);
        var data = string.Create(CultureInfo.InvariantCulture,
            $"{info.Origin}: {train.Length} train, {validation.Length} validation, {test.Length} test clips");

        var (network, record) = Train(work, train, validation, data);
        var evaluation = new DeepSimEvaluation(new DeepSimEncoder(network), _options.Seed, _cancellation);
        var table = test.Length < 3 ? [] : evaluation.Table(train, test, _options.Triplets);
        record = record with { Evaluation = table.SelectMany(row => row.Figures()).ToDictionary() };
        record.Write(work.At(Stage));
        var manifest = DeepSimModel.Write(_options.Output, new DeepSimManifest
        {
            Name = _options.Name,
            Version = "",
            Licence = _options.Licence,
            Created = DateTimeOffset.UtcNow,
            Network = network.Config,
            TypicalDistance = evaluation.TypicalDistance(validation),
            Training = new TrainingRecord(_options.Command, _options.Seed, data),
            Evaluation = record.Evaluation,
        }, network, Card(data, table));
        return new DeepSimResult(manifest, table, leftOut);

        PreparedSound[] Split(string split) => [.. clips.Where(clip => clip.Clip.Split == split)];
    }

    private (DatasetInfo Info, IReadOnlyList<Clip> Clips) ReadDataset()
    {
        var info = DatasetInfo.Read(_options.Dataset);
        var clips = ClipFile.Read(_options.Dataset);
        DatasetCheck.RequireKnownTags(_options.Dataset, clips);
        DatasetCheck.RequireEnoughMusic(_options.Dataset, clips);
        var facets = clips.Where(clip => clip.Split == Splits.Train).Select(MusicFacets.Of).ToArray();
        var triplets = TripletSet.Draw(facets, 1, _options.Seed);
        if (PerDimension.Dimensions.All(dimension => triplets.Count(dimension) == 0))
            throw new DatasetException(_options.Dataset, null,
                "training clips that are alike and unlike in genre, mood or instruments (by their tags) or in tempo (by their measure)",
                "none that both share a tag with another clip and share none with a third");
        return (info, clips);
    }

    private (DeepSim Network, RunRecord Record) Train(WorkFolder work, PreparedSound[] train, PreparedSound[] validation, string data)
    {
        var network = DeepSim.Random(_options.Network, _options.Seed);
        var batch = Math.Min(_options.Batch, train.Length);
        var choices = string.Create(CultureInfo.InvariantCulture,
            $"{batch} clips in a step, {_options.Network.Unit} filters a unit, track weight {_options.TrackWeight}");
        var options = _options.Fitting with { Seed = _options.Seed, Data = $"{data}; {choices}" };
        var task = new DeepSimTask(network, train, validation, batch, _options.TrackWeight, _options.Seed);
        var record = work.Fit(Stage, task, options, _fitting, _cancellation);
        return (work.Rounded(Stage, network.Parameters, path => DeepSim.Load(_options.Network, path)), record);
    }

    private string Card(string data, IReadOnlyList<TripletRow> table)
    {
        var card = new StringBuilder();
        card.AppendLine(CultureInfo.InvariantCulture, $"# {_options.Name}").AppendLine();
        card.AppendLine("Measures how similar two pieces of music sound in genre, mood, instruments and tempo: DeepSim (Lee et al. 2020).")
            .AppendLine();
        card.AppendLine(CultureInfo.InvariantCulture, $"- Data: {data}");
        card.AppendLine(CultureInfo.InvariantCulture, $"- Program: {ProgramVersion.Text}");
        if (_options.Command.Length > 0) card.AppendLine(CultureInfo.InvariantCulture, $"- Command: `{_options.Command}`");
        card.AppendLine(CultureInfo.InvariantCulture, $"- Licence of the weights: {_options.Licence}").AppendLine();
        if (table.Count > 0)
        {
            card.AppendLine("Triplet accuracy on held-out pieces:").AppendLine();
            card.AppendLine("| space | model | genre | mood | instruments | tempo | overall | track |")
                .AppendLine("|---|---|---|---|---|---|---|---|");
            foreach (var row in table)
            {
                var numbers = row.Accuracy.ToList().Append(row.Overall).Append(row.Track).Select(Number);
                card.AppendLine($"| {row.Space} | {row.Model} | {string.Join(" | ", numbers)} |");
            }
        }
        return card.ToString();
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "";
}
