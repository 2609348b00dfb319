using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using Viml.Engine.Weights;
using Viml.Models;
using Viml.Models.Music;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>What a training of DeepSim gave.</summary>
/// <param name="Manifest">What is known of the model.</param>
/// <param name="Table">Triplet accuracies on the test split; empty where the dataset has none.</param>
/// <param name="LeftOut">Clips that could not be decoded, with the reason.</param>
public sealed record DeepSimResult(DeepSimManifest Manifest, IReadOnlyList<TripletRow> Table, IReadOnlyList<string> LeftOut);

/// <summary>
/// Makes a DeepSim from a dataset: decodes the clips once, fits the network on triplets, measures it and a baseline on the test split, which nothing was
/// fitted or chosen on, and writes the model folder. A run that was stopped goes on.
/// </summary>
public sealed class DeepSimTrainer
{
    private const string Task = "deepsim";
    private const int CodebookSize = 1024; // as in the paper
    private const int TypicalPairs = 20_000;

    private readonly DeepSimOptions _options;
    private readonly IProgress<FittingProgress>? _fitting;
    private readonly CancellationToken _cancellation;

    private DeepSimTrainer(DeepSimOptions options, IProgress<FittingProgress>? fitting, CancellationToken cancellation) =>
        (_options, _fitting, _cancellation) = (options, fitting, cancellation);

    /// <summary>Runs or goes on with a training.</summary>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every fault.</exception>
    /// <exception cref="DatasetException">The dataset is not readable, has too few clips, or nothing by which its pieces could be told apart.</exception>
    /// <exception cref="Library.LibraryBusyException">Another training is at work in the work folder.</exception>
    /// <exception cref="WeightFileException">The work folder holds the state of another run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the next run goes on.</exception>
    public static DeepSimResult Run(
        DeepSimOptions options, IProgress<PreparationProgress>? preparation = null, IProgress<FittingProgress>? fitting = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DeepSimTrainer(options.Validate(), fitting, cancellation).Run(preparation);
    }

    private DeepSimResult Run(IProgress<PreparationProgress>? preparation)
    {
        var info = DatasetInfo.Read(_options.Dataset);
        var listed = ClipFile.Read(_options.Dataset);
        DatasetCheck.RequireKnownTags(_options.Dataset, listed);
        DatasetCheck.RequireEnoughMusic(_options.Dataset, listed);
        RequireDifferences(listed.Where(clip => clip.Split == Splits.Train));
        using var held = WorkFolder.Hold(_options.Work);
        var (clips, leftOut) = PreparedSound.Prepare(_options.Dataset, _options.Work, listed, preparation, _cancellation);
        DatasetCheck.RequireEnoughMusic(_options.Dataset, clips.Select(clip => clip.Clip)); // without those that are broken
        PreparedSound[] train = Split(Splits.Train), validation = Split(Splits.Validation), test = Split(Splits.Test);
        var data = string.Create(CultureInfo.InvariantCulture, $"{info.Origin}: {train.Length} train, {validation.Length} validation, {test.Length} test clips");

        var (network, record) = Fit(train, validation, data);
        var encoder = new DeepSimEncoder(network);
        var table = test.Length < 3 ? [] : Evaluate(encoder, train, test);
        record = record with { Evaluation = table.SelectMany(row => row.Figures()).ToDictionary() };
        WriteRecord(record);
        var manifest = DeepSimModel.Write(_options.Output, new DeepSimManifest
        {
            Name = _options.Name,
            Version = "",
            Licence = _options.Licence,
            Created = DateTimeOffset.UtcNow,
            Network = network.Config,
            TypicalDistance = TypicalDistance(encoder, validation),
            Training = new TrainingRecord(_options.Command, _options.Seed, data),
            Evaluation = record.Evaluation,
        }, network, Card(data, table));
        return new DeepSimResult(manifest, table, leftOut);

        PreparedSound[] Split(string split) => [.. clips.Where(clip => clip.Clip.Split == split)];
    }

    private (DeepSim Network, RunRecord Record) Fit(PreparedSound[] train, PreparedSound[] validation, string data)
    {
        var network = DeepSim.Random(_options.Network, _options.Seed);
        var batch = Math.Min(_options.Batch, train.Length);
        var task = new DeepSimTask(network, train, validation, batch, _options.TrackWeight, _options.Seed);
        var record = new Trainer(task, new FittingOptions
        {
            Steps = _options.Steps, Seed = _options.Seed, LearningRate = _options.LearningRate, WeightDecay = 1e-4, ClipNorm = 5, ValidateEvery = 250,
            CheckpointEvery = 20,
            Data = string.Create(CultureInfo.InvariantCulture, $"{data}; {batch} clips in a step, {_options.Network.Unit} filters a unit, track weight {_options.TrackWeight}"),
        }, At("checkpoint")).Run(_fitting, _cancellation);
        WriteRecord(record);
        // What is measured is what is written, float16.
        network.Parameters.Save(At("safetensors"), WeightType.F16);
        return (DeepSim.Load(_options.Network, At("safetensors")), record);
    }

    private void WriteRecord(RunRecord record)
    {
        File.WriteAllText(At("run.json"), record.ToJson());
        File.WriteAllText(At("loss.svg"), record.ToSvg());
    }

    private string At(string extension) => Path.Combine(_options.Work, $"{Task}.{extension}");

    /// <summary>The table: chance, the baseline and the network with all numbers, and the network with those of the dimension only.</summary>
    private TripletRow[] Evaluate(DeepSimEncoder encoder, PreparedSound[] train, PreparedSound[] test)
    {
        var triplets = TripletSet.Draw([.. test.Select(clip => clip.Facets)], _options.Triplets, _options.Seed);
        var chance = PerDimension.From(dimension => triplets.Count(dimension) > 0 ? 0.5 : double.NaN);

        var words = SoundWords.Learn([.. train.SelectMany(MfccWindows)], PreparedSound.Coefficients, CodebookSize, _options.Seed);
        var counted = test.Select(clip => MfccWindows(clip).Select(window =>
        {
            _cancellation.ThrowIfCancellationRequested();
            var histogram = new float[words.Size];
            words.Count(window, histogram);
            return histogram;
        }).ToArray()).ToArray();
        var (baseline, baselineTrack) = Measure(counted, words.Size, isHistogram: true);

        var embedded = test.Select(clip =>
        {
            _cancellation.ThrowIfCancellationRequested();
            return DeepSimTask.Encode(encoder, clip).Values.Chunk(DeepSim.Width).ToArray();
        }).ToArray();
        var (all, track) = Measure(embedded, DeepSim.Width, isHistogram: false);
        var sub = triplets.Accuracy(Wholes(embedded, DeepSim.Width), DeepSim.Width, DeepSimTask.Mask);
        return [new("all", "chance", chance, 0.5), new("all", "mfcc-vq", baseline, baselineTrack), new("all", "deepsim", all, track), new("sub", "deepsim", sub, double.NaN)];

        (PerDimension, double) Measure(float[][][] pieces, int width, bool isHistogram)
        {
            var wholes = Wholes(pieces, width);
            if (isHistogram)
            {
                for (var piece = 0; piece < pieces.Length; piece++) SoundWords.Normalise(wholes.AsSpan(piece * width, width));
                foreach (var window in pieces.SelectMany(windows => windows)) SoundWords.Normalise(window);
            }
            var tracks = TripletSet.TrackAccuracy([.. pieces.Select(windows => windows.SelectMany(window => window).ToArray())], width, _options.Triplets, _options.Seed);
            return (triplets.Accuracy(wholes, width, _ => (0, width)), tracks);
        }
    }

    /// <summary>The mean over the windows of each piece.</summary>
    private static float[] Wholes(float[][][] pieces, int width)
    {
        var wholes = new float[pieces.Length * width];
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            var whole = wholes.AsSpan(piece * width, width);
            foreach (var window in pieces[piece]) TensorPrimitives.Add(whole, window, whole);
            TensorPrimitives.Divide(whole, pieces[piece].Length, whole);
        }
        return wholes;
    }

    private static IEnumerable<float[]> MfccWindows(PreparedSound clip) => clip.Mfcc.Values.Chunk(clip.Mfcc.Width);

    private PerDimension TypicalDistance(DeepSimEncoder encoder, PreparedSound[] pieces)
    {
        var random = new Random(_options.Seed);
        var wholes = pieces.Select(clip => DeepSimEncoder.WholeOf(DeepSimTask.Encode(encoder, clip))).ToArray();
        var pairs = Enumerable.Range(0, TypicalPairs).Select(_ => (A: random.Next(wholes.Length), Apart: 1 + random.Next(wholes.Length - 1))).ToArray();
        return PerDimension.From(dimension =>
        {
            var (start, width) = DeepSimTask.Mask(dimension);
            var mean = pairs.Average(pair => (double)TensorPrimitives.Distance<float>(
                wholes[pair.A].AsSpan(start, width), wholes[(pair.A + pair.Apart) % wholes.Length].AsSpan(start, width)));
            return Math.Max(mean, 1e-6); // a dimension that was never trained may be all zero
        });
    }

    private void RequireDifferences(IEnumerable<Clip> clips)
    {
        var facets = clips.Select(MusicFacets.Of).ToArray();
        var triplets = TripletSet.Draw(facets, 1, _options.Seed);
        if (PerDimension.Dimensions.All(dimension => triplets.Count(dimension) == 0))
            throw new DatasetException(_options.Dataset, null,
                "training clips that are alike and unlike in at least one of genre, mood, instruments (by their tags) and tempo (by their measure)",
                "none that both share a tag with another clip and share none with a third");
    }

    private string Card(string data, IReadOnlyList<TripletRow> table)
    {
        var card = new StringBuilder();
        card.AppendLine(CultureInfo.InvariantCulture, $"# {_options.Name}").AppendLine();
        card.AppendLine("Says how alike two pieces of music sound, in genre, mood, instruments and tempo apart: DeepSim (Lee et al. 2020).").AppendLine();
        card.AppendLine(CultureInfo.InvariantCulture, $"- Data: {data}");
        if (_options.Command.Length > 0) card.AppendLine(CultureInfo.InvariantCulture, $"- Command: `{_options.Command}`");
        card.AppendLine(CultureInfo.InvariantCulture, $"- Licence of the weights: {_options.Licence}").AppendLine();
        if (table.Count > 0)
        {
            card.AppendLine("Share of triplets of held-out pieces that distances answer right:").AppendLine();
            card.AppendLine("| space | model | genre | mood | instruments | tempo | overall | track |").AppendLine("|---|---|---|---|---|---|---|---|");
            foreach (var row in table)
                card.AppendLine($"| {row.Space} | {row.Model} | {string.Join(" | ", row.Accuracy.ToList().Append(row.Overall).Append(row.Track).Select(Number))} |");
        }
        return card.ToString();
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "";
}
