using System.Globalization;
using Viml.Descriptions.Methods;
using Viml.Models;
using Viml.Models.Language;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Viml.Training.Fitting.Teaching;

namespace Viml.Training.Fitting.Matching;

/// <summary>The encoders whose features ViML is trained on.</summary>
/// <param name="Video">Of video.</param>
/// <param name="Columns">The columns of the video's features that lie in the space of a text encoder.</param>
/// <param name="Text">Of texts.</param>
/// <param name="Music">Gives clips and recordings their base features.</param>
/// <param name="Versions">All of them with their versions: features of others are other data.</param>
internal sealed record MatchingEncoders(
    IVideoEncoder Video, IReadOnlyList<ImaginedColumns> Columns, ITextEncoder Text,
    Func<IReadOnlyList<PreparedClip>, IReadOnlyList<EncodedMusic>> Music, string Versions);

/// <summary>Trains ViML on frozen features of clips, and of recordings where there are some.</summary>
/// <param name="options">How.</param>
/// <param name="work">Where it resumes.</param>
/// <param name="encoders">The encoders.</param>
/// <param name="fitting">Told how far the training is.</param>
/// <param name="cancellation">Interrupts it.</param>
internal sealed class MatchingTrainer(
    TrainingOptions options, WorkFolder work, MatchingEncoders encoders, IProgress<FittingProgress>? fitting,
    CancellationToken cancellation)
{
    private readonly TextBank _texts = new(
        work.Path, encoders.Text, Math.Min(encoders.Text.MaximumSteps, TrainingOptions.MostTextSteps));
    private readonly ImaginedVideo _videos = new(encoders.Video.Width, encoders.Columns);

    /// <summary>Trains, or resumes.</summary>
    /// <param name="train">Clips to train on.</param>
    /// <param name="validation">Clips to validate on.</param>
    /// <param name="recordings">Recordings to train on and to search; null where there are none.</param>
    /// <param name="data">All of them in words.</param>
    public VideoMusicModel Run(PreparedClip[] train, PreparedClip[] validation, TaughtRecordings? recordings, string data)
    {
        TrainingPair[] pairs = [
            .. TrainingPairs.OfClips(encoders.Music([.. train.Where(clip => clip.Video is not null)])),
            .. TrainingPairs.OfRecordings(encoders.Music(recordings?.Train ?? []))];
        _texts.Add(pairs.SelectMany(pair => pair.Texts).Select(text => text.Text)
            .Concat(AssociationTable.Default.SelectMany(TrainingPair.TextsOf)), cancellation);
        var config = options.ModelFor(encoders.Video.Width, pairs[0].Music.Features.Width, encoders.Text.Width) with
        {
            TextSteps = Math.Min(encoders.Text.MaximumSteps, TrainingOptions.MostTextSteps),
        };
        var model = VideoMusicModel.Random(config, options.Seed);
        Standardise(model, pairs);
        model.SetNullText(_texts.Encode(""));
        var stage = string.Create(CultureInfo.InvariantCulture,
            $"viml-{options.TextDropout}-{options.VideoDropout}{(options.FullModel ? "-full" : "")}");
        var batch = Math.Min(options.ModelBatch, pairs.Length);
        var choices = string.Create(CultureInfo.InvariantCulture,
            $"batches of {options.ModelBatch}, dropout {options.ModelDropout}, tag weight {options.TagWeight}");
        var task = new VideoMusicTask(
            model, pairs, _videos, _texts, new MatchingValidation(Encode(validation), SearchOf(recordings)), batch, options.Seed);
        work.Fit(
            stage, task, options.Model with { Seed = options.Seed, Data = $"{data}; {choices}; {encoders.Versions}" }, fitting,
            cancellation);
        return work.Rounded(stage, model.Parameters, path => VideoMusicModel.Load(model.Config, path));
    }

    /// <summary>The clips that have a video, as ViML is measured on them.</summary>
    public EncodedClip[] Encode(IEnumerable<PreparedClip> clips) =>
        [.. encoders.Music([.. clips.Where(clip => clip.Video is not null)]).Select(music =>
        {
            var seed = new RandomStream(RandomStream.Hash(music.Clip.Id)).Fork("synthesis").Next();
            return new EncodedClip(
                music.Clip, music.Features, music.Prepared.Video!, music.Tags,
                music.Descriptions.Count > 0 ? _texts.Encode(music.Descriptions[0]) : null,
                _texts.Encode(BuiltInMethod.ByName("data2text").Write(music.ScoredTags, seed).Text));
        })];

    /// <summary>Finds held-out recordings by words; null where there are none.</summary>
    public WordSearch? SearchOf(TaughtRecordings? recordings) => recordings is null
        ? null
        : new WordSearch([.. encoders.Music(recordings.HeldOut).Select(music => music.Features)], recordings.Evidence, _texts);

    /// <summary>How tags are spread over the recordings that ViML is trained on; null where there are none.</summary>
    public TagStatistics? StatisticsOf(TaughtRecordings? recordings) => recordings is null
        ? null
        : TagStatistics.Of([.. encoders.Music(recordings.Train).Select(music => music.Probabilities)]);

    private void Standardise(VideoMusicModel model, TrainingPair[] pairs)
    {
        FeatureStatistics music = new(model.Config.MusicWidth), texts = new(model.Config.TextWidth);
        foreach (var pair in pairs)
        {
            music.Add(pair.Music.Features);
            foreach (var text in pair.Texts)
                foreach (var step in _texts[text.Text].Chunk(model.Config.TextWidth)) texts.Add(step);
        }
        model.Standardise(_videos.Measure(pairs, (ulong)options.Seed), music, texts);
    }
}
