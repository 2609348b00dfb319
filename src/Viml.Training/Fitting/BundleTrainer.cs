using System.Globalization;
using Viml.Engine.Weights;
using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Encoders;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Models.Words;
using Viml.Training.Datasets;
using Viml.Training.Fitting.Matching;
using Viml.Training.Fitting.Teaching;
using Viml.Training.Synthesis;

namespace Viml.Training.Fitting;

/// <summary>The result of a training run.</summary>
/// <param name="Evaluation">Figures on the test split by name; empty where the dataset has none.</param>
/// <param name="LeftOut">Clips and recordings that could not be decoded, with the reason.</param>
public sealed record TrainingResult(BundleManifest Manifest, IReadOnlyDictionary<string, double> Evaluation, IReadOnlyList<string> LeftOut);

/// <summary>
/// Makes a bundle from a dataset, in stages that <see cref="Run()"/> lists. Every stage keeps its state in the work folder, so an
/// interrupted run resumes.
/// </summary>
public sealed class BundleTrainer
{
    private readonly TrainingOptions _options;
    private readonly EncoderTable _encoders;
    private readonly IVideoEncoder _video;
    private readonly IMusicEncoder? _frozenMusic; // null where MusiCNN is trained
    private readonly ITextEncoder? _frozenText; // null where words is trained
    private readonly IProgress<PreparationProgress>? _preparation;
    private readonly IProgress<FittingProgress>? _fitting;
    private readonly CancellationToken _cancellation;

    private BundleTrainer(
        TrainingOptions options, EncoderTable encoders,
        IProgress<PreparationProgress>? preparation, IProgress<FittingProgress>? fitting, CancellationToken cancellation)
    {
        (_options, _encoders, _preparation, _fitting, _cancellation) = (options, encoders, preparation, fitting, cancellation);
        _video = encoders.OpenVideo(options.VideoEncoders);
        _frozenMusic = (IMusicEncoder?)Frozen(options.MusicEncoder, Modality.Music);
        _frozenText = (ITextEncoder?)Frozen(options.TextEncoder, Modality.Text);

        IEncoder? Frozen(string name, Modality modality) =>
            encoders.Find(name, modality) is { BundleFile: not null } ? null : encoders.Open(name, modality);
    }

    /// <summary>Runs or resumes a training.</summary>
    /// <param name="options">How.</param>
    /// <param name="encoders">Where encoders that are not trained come from.</param>
    /// <param name="preparation">Told how many clips are decoded.</param>
    /// <param name="fitting">Told how far a stage is.</param>
    /// <param name="cancellation">Interrupts the run.</param>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every fault.</exception>
    /// <exception cref="EncoderChoiceException">There is no such encoder, or it is not installed.</exception>
    /// <exception cref="DatasetException">The dataset is not readable, or has too few clips to train on.</exception>
    /// <exception cref="Library.LibraryBusyException">Another training uses the work folder.</exception>
    /// <exception cref="WeightFileException">The work folder holds the state of another run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the next run resumes.</exception>
    public static TrainingResult Run(
        TrainingOptions options, EncoderTable encoders,
        IProgress<PreparationProgress>? preparation = null, IProgress<FittingProgress>? fitting = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(encoders);
        return new BundleTrainer(options.Validate(), encoders, preparation, fitting, cancellation).Run();
    }

    private TrainingResult Run()
    {
        var (info, listed) = ReadDataset();
        using var work = new WorkFolder(_options.Work);
        var preparation = new ClipPreparation(_options.Dataset, work.Path, _video, _frozenMusic);
        var (clips, leftOut) = preparation.Run(listed, _preparation, _cancellation);
        DatasetCheck.RequireEnough(_options.Dataset, clips.Select(clip => clip.Clip)); // without those that are broken
        PreparedClip[] train = Split(Splits.Train), validation = Split(Splits.Validation), test = Split(Splits.Test);
        var data = string.Create(CultureInfo.InvariantCulture,
            $"{info.Origin}: {train.Length} train, {validation.Length} validation, {test.Length} test clips");

        var music = _frozenMusic is null
            ? new MusicTrainer(_options, work, _encoders, _preparation, _fitting, _cancellation).Run(train, validation, data)
            : null;
        data = music?.Data ?? data;
        var words = _frozenText is null ? TrainWords(work, info, train, validation, data) : null;
        var matching = new MatchingTrainer(_options, work, EncodersFor(work, music, words), _fitting, _cancellation);
        var model = matching.Run(train, validation, music?.Recordings, data);
        var evaluation = BundleEvaluation.Measure(
            model, matching.Encode(test), _options.Pool,
            [.. music?.Figures ?? [], .. matching.SearchOf(music?.Recordings)?.Measure(model) ?? []]);
        var manifest = BundleWriter.Write(_options.Output, Describe(data, evaluation, music?.Tagging), new BundleModels
        {
            Video = VideoEncoderGroup.PartsOf(_video), MusiCnn = music?.Network, Music = _frozenMusic, Words = words, Text = _frozenText,
            Model = model, Tagging = music?.Tagging,
            TagStatistics = matching.StatisticsOf(music?.Recordings),
        });
        return new TrainingResult(manifest, evaluation, [.. leftOut, .. music?.LeftOut ?? []]);

        PreparedClip[] Split(string split) => [.. clips.Where(clip => clip.Clip.Split == split)];
    }

    private (DatasetInfo Info, IReadOnlyList<Clip> Clips) ReadDataset()
    {
        var info = DatasetInfo.Read(_options.Dataset);
        var clips = ClipTexts.Join(_options.Dataset, ClipFile.Read(_options.Dataset));
        DatasetCheck.RequireKnownTags(_options.Dataset, clips);
        DatasetCheck.RequireEnough(_options.Dataset, clips);
        return (info, clips);
    }

    private WordsModel TrainWords(WorkFolder work, DatasetInfo info, PreparedClip[] train, PreparedClip[] validation, string data)
    {
        var model = WordsModel.Random(WordsConfig.Default, _options.Seed);
        var examples = new TextExamples($"texts beside {info.Origin} {_options.Seed}", [.. train.Select(clip => clip.Clip)]);
        TextExample[] held = [.. TextExample.From(validation.Select(clip => clip.Clip))];
        if (held.Length == 0) held = [.. TextExample.SingleTags()];
        var task = new WordsTask(model, examples.At, held, examples.Measures, _options.WordsBatch, _options.Seed);
        Fit(work, _options.TextEncoder, task, _options.Words, data);
        return work.Rounded(_options.TextEncoder, model.Parameters, path => WordsModel.Load(WordsConfig.Default, path));
    }

    private MatchingEncoders EncodersFor(WorkFolder work, TrainedMusic? music, WordsModel? words)
    {
        var columns = VideoEncoderGroup.PartsOf(_video).SelectMany(part => part.Language.Select(_ => part)).Zip(
            _video.Language, (part, place) =>
            new ImaginedColumns(
                place, (ITextEncoder)_encoders.Open(place.TextEncoder, Modality.Text),
                _encoders.FolderOf(part.Name) is { } folder
                    ? LanguageErrors.Read(Path.Combine(folder, LanguageErrors.FileName), place.Width)
                    : null));
        var shards = music is null
            ? null
            : new MusicShards(work.Path, new MusiCnnEncoder(music.Network), work.HashOf(_options.MusicEncoder));
        return new MatchingEncoders(
            _video, [.. columns], words is null ? _frozenText! : new WordsEncoder(words),
            clips => shards is null
                ? [.. clips.Select(clip => new EncodedMusic(clip, clip.Music!, null))]
                : [.. shards.Encode(clips, _cancellation)],
            EncoderVersions(work));
    }

    /// <summary>
    /// Features of other encoders are other data: without this, a checkpoint would outlive the encoders it was trained with.
    /// </summary>
    private string EncoderVersions(WorkFolder work)
    {
        var music = $"{_options.MusicEncoder} {_frozenMusic?.Version ?? work.HashOf(_options.MusicEncoder)}";
        var text = $"{_options.TextEncoder} {_frozenText?.Version ?? work.HashOf(_options.TextEncoder)}";
        var video = _video is SceneEncoder ? "" : $", {_video.Name} {_video.Version}";
        return $"{music}, {text}{video}";
    }

    private void Fit(WorkFolder work, string stage, ITrainingTask task, FittingOptions options, string data) =>
        work.Fit(stage, task, options with { Seed = _options.Seed, Data = data }, _fitting, _cancellation);

    private BundleDescription Describe(string data, IReadOnlyDictionary<string, double> evaluation, BundleTagging? tagging) => new()
    {
        Name = _options.Name,
        Version = _options.Version,
        Licence = _options.Licence,
        Created = DateTimeOffset.UtcNow,
        Training = new TrainingRecord(_options.Command, _options.Seed, data),
        Evaluation = evaluation,
        Card = BundleCard.Write(_options, data, evaluation, tagging),
    };
}
