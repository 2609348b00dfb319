using System.Globalization;
using System.Security.Cryptography;
using Viml.Engine.Weights;
using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Models.VideoMusic;
using Viml.Models.Words;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>The result of a training run.</summary>
/// <param name="Evaluation">Figures on the test split by name; empty where the dataset has none.</param>
/// <param name="LeftOut">Clips that could not be decoded, with the reason.</param>
public sealed record TrainingResult(BundleManifest Manifest, IReadOnlyDictionary<string, double> Evaluation, IReadOnlyList<string> LeftOut);

/// <summary>
/// Makes a bundle from a dataset, in stages that <see cref="Run()"/> lists. Every stage keeps its state in the work folder, so an
/// interrupted run resumes.
/// </summary>
public sealed class BundleTrainer
{
    private const string Music = "musicnn", Words = "words";

    private readonly TrainingOptions _options;
    private readonly IProgress<PreparationProgress>? _preparation;
    private readonly IProgress<FittingProgress>? _fitting;
    private readonly CancellationToken _cancellation;

    private BundleTrainer(
        TrainingOptions options, IProgress<PreparationProgress>? preparation, IProgress<FittingProgress>? fitting, CancellationToken cancellation) =>
        (_options, _preparation, _fitting, _cancellation) = (options, preparation, fitting, cancellation);

    /// <summary>Runs or resumes a training.</summary>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every fault.</exception>
    /// <exception cref="DatasetException">The dataset is not readable, or has too few clips to train on.</exception>
    /// <exception cref="Library.LibraryBusyException">Another training uses the work folder.</exception>
    /// <exception cref="WeightFileException">The work folder holds the state of another run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the next run resumes.</exception>
    public static TrainingResult Run(
        TrainingOptions options, IProgress<PreparationProgress>? preparation = null, IProgress<FittingProgress>? fitting = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new BundleTrainer(options.Validate(), preparation, fitting, cancellation).Run();
    }

    private TrainingResult Run()
    {
        var (info, listed) = ReadDataset();
        using var work = new WorkFolder(_options.Work);
        var (clips, leftOut) = ClipPreparation.Run(_options.Dataset, work.Path, listed, _preparation, _cancellation);
        DatasetCheck.RequireEnough(_options.Dataset, clips.Select(clip => clip.Clip)); // without those that are broken
        PreparedClip[] train = Split(Splits.Train), validation = Split(Splits.Validation), test = Split(Splits.Test);
        var data = string.Create(CultureInfo.InvariantCulture,
            $"{info.Origin}: {train.Length} train, {validation.Length} validation, {test.Length} test clips");

        var musiCnn = TrainMusic(work, train, validation, data);
        var words = TrainWords(work, info, train, validation, data);
        var encoding = new ClipEncoding(work.Path, new MusiCnnEncoder(musiCnn), Hash(work, Music), new WordsEncoder(words));
        var model = TrainModel(work, encoding, train, validation, data);
        var evaluation = BundleEvaluation.Measure(model, encoding.Run(test, _cancellation), _options.Pool);
        var manifest = BundleWriter.Write(_options.Output, Describe(data, evaluation), new BundleModels { MusiCnn = musiCnn, Words = words, Model = model });
        return new TrainingResult(manifest, evaluation, leftOut);

        PreparedClip[] Split(string split) => [.. clips.Where(clip => clip.Clip.Split == split)];
    }

    private (DatasetInfo Info, IReadOnlyList<Clip> Clips) ReadDataset()
    {
        var info = DatasetInfo.Read(_options.Dataset);
        var clips = ClipFile.Read(_options.Dataset);
        DatasetCheck.RequireKnownTags(_options.Dataset, clips);
        DatasetCheck.RequireEnough(_options.Dataset, clips);
        return (info, clips);
    }

    private MusiCnn TrainMusic(WorkFolder work, PreparedClip[] train, PreparedClip[] validation, string data)
    {
        var network = MusiCnn.Random(_options.MusiCnn, _options.Seed);
        var batch = Math.Min(_options.MusicBatch, train.Length);
        var task = new MusicTask(
            network, [.. train.Select(clip => clip.Music)], [.. validation.Select(clip => clip.Music)], batch, _options.Seed);
        Fit(work, Music, task, _options.Music, string.Create(CultureInfo.InvariantCulture, $"{data}; batches of {batch}"));
        return work.Rounded(Music, network.Parameters, path => MusiCnn.Load(_options.MusiCnn, path));
    }

    private WordsModel TrainWords(WorkFolder work, DatasetInfo info, PreparedClip[] train, PreparedClip[] validation, string data)
    {
        var model = WordsModel.Random(WordsConfig.Default, _options.Seed);
        var examples = new TextExamples($"texts beside {info.Origin} {_options.Seed}", [.. train.Select(clip => clip.Clip)]);
        TextExample[] held = [.. TextExample.From(validation.Select(clip => clip.Clip))];
        if (held.Length == 0) held = [.. TextExample.SingleTags()];
        Fit(work, Words, new WordsTask(model, examples.At, held, examples.Measures, _options.WordsBatch, _options.Seed), _options.Words, data);
        return work.Rounded(Words, model.Parameters, path => WordsModel.Load(WordsConfig.Default, path));
    }

    private VideoMusicModel TrainModel(
        WorkFolder work, ClipEncoding encoding, PreparedClip[] trainClips, PreparedClip[] validationClips, string data)
    {
        var (train, validation) = (encoding.Run(trainClips, _cancellation), encoding.Run(validationClips, _cancellation));
        var nullText = encoding.Encode("");
        var model = VideoMusicModel.Random(_options.ModelFor(SceneFeatures.Count, train[0].Music.Width, nullText.Length), _options.Seed);
        Standardise(model, train, nullText.Length);
        model.SetNullText(nullText);
        var stage = string.Create(CultureInfo.InvariantCulture,
            $"viml-{_options.TextDropout}-{_options.VideoDropout}{(_options.FullModel ? "-full" : "")}");
        var choices = string.Create(CultureInfo.InvariantCulture,
            $"batches of {_options.ModelBatch}, dropout {_options.ModelDropout}, tag weight {_options.TagWeight}");
        // Features of other encoders are other data: without their hashes, a checkpoint would outlive the encoders it was trained with.
        var encoders = $"{Music} {Hash(work, Music)}, {Words} {Hash(work, Words)}";
        var task = new VideoMusicTask(model, train, validation, Math.Min(_options.ModelBatch, train.Length), _options.Seed);
        Fit(work, stage, task, _options.Model, $"{data}; {choices}; {encoders}");
        return work.Rounded(stage, model.Parameters, path => VideoMusicModel.Load(model.Config, path));
    }

    private static void Standardise(VideoMusicModel model, EncodedClip[] clips, int textWidth)
    {
        var (video, music, texts) =
            (new FeatureStatistics(SceneFeatures.Count), new FeatureStatistics(clips[0].Music.Width), new FeatureStatistics(textWidth));
        foreach (var clip in clips)
        {
            video.Add(clip.Video);
            music.Add(clip.Music);
            foreach (var feature in clip.Texts) texts.Add(feature);
        }
        model.Standardise(video, music, texts);
    }

    private void Fit(WorkFolder work, string stage, ITrainingTask task, FittingOptions options, string data) =>
        work.Fit(stage, task, options with { Seed = _options.Seed, Data = data }, _fitting, _cancellation);

    private static string Hash(WorkFolder work, string stage) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(work.WeightsOf(stage))))[..8];

    private BundleDescription Describe(string data, IReadOnlyDictionary<string, double> evaluation) => new()
    {
        Name = _options.Name,
        Version = _options.Version,
        Licence = _options.Licence,
        Created = DateTimeOffset.UtcNow,
        Training = new TrainingRecord(_options.Command, _options.Seed, data),
        Evaluation = evaluation,
        Card = BundleCard.Write(_options, data, evaluation),
    };
}
