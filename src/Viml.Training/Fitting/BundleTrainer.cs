using System.Globalization;
using System.Security.Cryptography;
using Viml.Corpus;
using Viml.Engine.Weights;
using Viml.Models.Bundles;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Viml.Models.Words;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;
using Viml.Training.Synthesis;

namespace Viml.Training.Fitting;

/// <summary>What a training run gave.</summary>
/// <param name="Evaluation">Figures on the test split by name; empty where the dataset has none.</param>
/// <param name="LeftOut">Clips that could not be decoded, with the reason.</param>
public sealed record TrainingResult(BundleManifest Manifest, IReadOnlyDictionary<string, double> Evaluation, IReadOnlyList<string> LeftOut);

/// <summary>
/// Makes a bundle from a dataset: decodes the clips once, fits MusiCNN, encodes the music, fits the words encoder, synthesises texts from
/// the tags the tagger hears, fits ViML on frozen features, and measures the result on the test split, which nothing was fitted or chosen
/// on. Every stage keeps its state in the work folder, so a run that was stopped goes on.
/// </summary>
public sealed class BundleTrainer
{
    private readonly TrainingOptions _options;
    private readonly IProgress<PreparationProgress>? _preparation;
    private readonly IProgress<FittingProgress>? _fitting;
    private readonly CancellationToken _cancellation;

    private BundleTrainer(
        TrainingOptions options, IProgress<PreparationProgress>? preparation, IProgress<FittingProgress>? fitting, CancellationToken cancellation) =>
        (_options, _preparation, _fitting, _cancellation) = (options, preparation, fitting, cancellation);

    /// <summary>Runs or goes on with a training.</summary>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every fault.</exception>
    /// <exception cref="DatasetException">The dataset is not readable, or has too few clips to train on.</exception>
    /// <exception cref="Library.LibraryBusyException">Another training is at work in the work folder.</exception>
    /// <exception cref="WeightFileException">The work folder holds the state of another run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the next run goes on.</exception>
    public static TrainingResult Run(
        TrainingOptions options, IProgress<PreparationProgress>? preparation = null, IProgress<FittingProgress>? fitting = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new BundleTrainer(options.Validate(), preparation, fitting, cancellation).Run();
    }

    private TrainingResult Run()
    {
        var info = DatasetInfo.Read(_options.Dataset);
        var listed = ClipFile.Read(_options.Dataset);
        DatasetCheck.RequireKnownTags(_options.Dataset, listed);
        DatasetCheck.RequireEnough(_options.Dataset, listed);
        using var held = WorkFolder.Hold(_options.Work);
        var (clips, leftOut) = ClipPreparation.Run(_options.Dataset, _options.Work, listed, _preparation, _cancellation);
        DatasetCheck.RequireEnough(_options.Dataset, clips.Select(clip => clip.Clip)); // without those that are broken
        var train = Split(clips, Splits.Train);
        var validation = Split(clips, Splits.Validation);
        var test = Split(clips, Splits.Test);
        var data = string.Create(CultureInfo.InvariantCulture, $"{info.Origin}: {train.Length} train, {validation.Length} validation, {test.Length} test clips");

        var musiCnn = FitMusic(train, validation, data);
        var words = FitWords(info, train, validation, data);
        var music = new MusiCnnEncoder(musiCnn);
        var encoding = new ClipEncoding(_options.Work, music, FileHash(WeightsOf("musicnn")), new WordsEncoder(words));
        var model = FitModel(encoding.Run(train, _cancellation), encoding.Run(validation, _cancellation), encoding.Encode(""), data);
        var evaluation = Evaluate(model, encoding.Run(test, _cancellation));

        var manifest = BundleWriter.Write(_options.Output, new BundleDescription
        {
            Name = _options.Name,
            Version = _options.Version,
            Licence = _options.Licence,
            Created = DateTimeOffset.UtcNow,
            Training = new BundleTraining(_options.Command, _options.Seed, data),
            Evaluation = evaluation,
            Card = BundleCard.Write(_options, data, evaluation),
        }, musiCnn, words, model);
        return new TrainingResult(manifest, evaluation, leftOut);
    }

    private MusiCnn FitMusic(PreparedClip[] train, PreparedClip[] validation, string data)
    {
        var network = MusiCnn.Random(_options.MusiCnn, _options.Seed);
        var batch = Math.Min(_options.MusicBatch, train.Length);
        Fit(new MusicTask(network, train, validation, batch, _options.Seed), "musicnn", new FittingOptions
        {
            Steps = _options.MusicSteps, Seed = _options.Seed, Data = string.Create(CultureInfo.InvariantCulture, $"{data}; batches of {batch}"), LearningRate = 1e-3, WeightDecay = 1e-4, ClipNorm = 5, ValidateEvery = 500,
        });
        return Rounded("musicnn", network.Parameters, path => MusiCnn.Load(_options.MusiCnn, path));
    }

    private WordsModel FitWords(DatasetInfo info, PreparedClip[] train, PreparedClip[] validation, string data)
    {
        var model = WordsModel.Random(WordsConfig.Default, _options.Seed);
        var own = TextExample.From(train.Select(clip => clip.Clip)).ToArray();
        var single = TextExample.SingleTags().ToArray();
        // Texts of pieces nobody rendered, from a seed no corpus uses; a fifth of what is read are the clips' own texts.
        var unheard = RandomStream.Hash($"texts beside {info.Origin} {_options.Seed}");
        var measures = MeasureHead.NamesOf([.. train.Select(clip => clip.Clip.Measures), TextExample.Draw(unheard, 0).Measures]);
        TextExample Example(int number)
        {
            var random = new RandomStream(unheard).Fork($"choice {number}");
            return random.Below(20) switch
            {
                < 4 when own.Length > 0 => own[random.Below(own.Length)],
                4 when measures.Count == 0 => single[random.Below(single.Length)],
                _ => TextExample.Draw(unheard, number),
            };
        }
        var held = TextExample.From(validation.Select(clip => clip.Clip)).ToArray();
        Fit(new WordsTask(model, Example, held.Length > 0 ? held : single, measures, 128, _options.Seed), "words", new FittingOptions
        {
            Steps = _options.WordsSteps, Seed = _options.Seed, Data = data, LearningRate = 2e-3, WeightDecay = 0, ValidateEvery = 1000,
        });
        return Rounded("words", model.Parameters, path => WordsModel.Load(WordsConfig.Default, path));
    }

    private VideoMusicModel FitModel(EncodedClip[] train, EncodedClip[] validation, float[] nullText, string data)
    {
        var model = VideoMusicModel.Random(_options.ModelFor(SceneFeatures.Count, train[0].Music.Width, nullText.Length), _options.Seed);
        var (video, music, texts) = (new FeatureStatistics(SceneFeatures.Count), new FeatureStatistics(train[0].Music.Width), new FeatureStatistics(nullText.Length));
        foreach (var clip in train)
        {
            video.Add(clip.Video);
            music.Add(clip.Music);
            foreach (var feature in clip.Texts) texts.Add(feature);
        }
        model.Standardise(video, music, texts);
        model.SetNullText(nullText);
        // Features of other encoders are other data: without this, a checkpoint would outlive the encoders it was fitted to.
        var encoders = string.Join(", ", new[] { "musicnn", "words" }.Select(encoder => $"{encoder} {FileHash(WeightsOf(encoder))}"));
        var name = string.Create(CultureInfo.InvariantCulture, $"viml-{_options.TextDropout}-{_options.VideoDropout}{(_options.FullModel ? "-full" : "")}");
        var choices = string.Create(CultureInfo.InvariantCulture, $"batches of {_options.ModelBatch}, dropout {_options.ModelDropout}, tag weight {_options.TagWeight}");
        Fit(new VideoMusicTask(model, train, validation, Math.Min(_options.ModelBatch, train.Length), _options.Seed), name, new FittingOptions
        {
            Steps = _options.ModelSteps, Seed = _options.Seed, Data = $"{data}; {choices}; {encoders}", LearningRate = 5e-4, WeightDecay = 0.05, ValidateEvery = 100,
        });
        return Rounded(name, model.Parameters, path => VideoMusicModel.Load(model.Config, path));
    }

    private void Fit(ITrainingTask task, string name, FittingOptions options)
    {
        var record = new Trainer(task, options, Path.Combine(_options.Work, name + ".checkpoint")).Run(_fitting, _cancellation);
        File.WriteAllText(Path.Combine(_options.Work, name + ".run.json"), record.ToJson());
        File.WriteAllText(Path.Combine(_options.Work, name + ".loss.svg"), record.ToSvg());
    }

    /// <summary>The model as it will ship: what comes after must see the features that float16 weights give.</summary>
    private T Rounded<T>(string name, Engine.Layers.ParameterSet parameters, Func<string, T> load)
    {
        var path = WeightsOf(name);
        parameters.Save(path, WeightType.F16);
        return load(path);
    }

    private string WeightsOf(string name) => Path.Combine(_options.Work, name + ".safetensors");

    private static string FileHash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))[..8];

    private Dictionary<string, double> Evaluate(VideoMusicModel model, EncodedClip[] test)
    {
        var figures = new Dictionary<string, double>();
        if (test.Length < 2) return figures;
        var pool = Math.Min(_options.Pool, test.Length);
        figures["pool"] = pool;
        var retrieval = new Retrieval(model, test, pool);
        Add("video", retrieval.ByVideo());
        if (test.All(clip => clip.Description is not null))
        {
            Add("text", retrieval.ByText(clip => clip.Description!));
            Add("videoAndText", retrieval.ByBoth(clip => clip.Description!));
        }
        // As in the paper's main table: the words come from the tags that the tagger hears in the music sought.
        Add("synthesizedText", retrieval.ByText(clip => clip.Synthesized));
        Add("videoAndSynthesizedText", retrieval.ByBoth(clip => clip.Synthesized));
        var tagging = TaggingReport.Measure([.. test.Select(clip => clip.Tags)], [.. test.Select(clip => clip.Clip.Tags)]);
        figures["tags.rocAuc"] = tagging.MeanRocAuc;
        figures["tags.meanAveragePrecision"] = tagging.MeanAveragePrecision;
        foreach (var (kind, area) in tagging.RocAucByKind) figures[$"tags.rocAuc.{kind}"] = area;
        // A figure is not a number where the data do not define it, such as for tags that every clip has.
        return figures.Where(figure => double.IsFinite(figure.Value)).ToDictionary(figure => figure.Key, figure => Math.Round(figure.Value, 4));

        void Add(string query, RetrievalMetrics metrics)
        {
            figures["queries"] = metrics.Queries;
            figures[$"{query}.medianRank"] = metrics.MedianRank;
            figures[$"{query}.recallAt1"] = metrics.RecallAt1;
            figures[$"{query}.recallAt5"] = metrics.RecallAt5;
            figures[$"{query}.recallAt10"] = metrics.RecallAt10;
        }
    }

    private static PreparedClip[] Split(IReadOnlyList<PreparedClip> clips, string split) => [.. clips.Where(clip => clip.Clip.Split == split)];
}
