using Viml.Models.VideoMusic;
using Viml.Training.Evaluation;

namespace Viml.Training.Methods;

/// <summary>ViML: video and text are fused into one query.</summary>
/// <param name="text">Which texts it is trained on.</param>
internal sealed class VimlMethod(string text) : IMethod
{
    public string Name => "viml";

    public bool TakesText => true;

    public IRetrievalModel Train(MethodRun run)
    {
        var first = run.Train[0];
        var steps = Math.Max(run.NullText.Length / run.TextWidth, run.Train.Concat(run.Validation)
            .SelectMany(clip => clip.Texts.Values).SelectMany(texts => texts).Select(one => one.Time).DefaultIfEmpty().Max());
        var model = VideoMusicModel.Random(
            run.Options.Sizes with
            {
                VideoWidth = first.Video.Width, MusicWidth = first.Music.Width, TextWidth = run.TextWidth, TextSteps = steps,
            }, run.Options.Seed);
        var some = Statistics.Some(run.Train);
        model.Standardise(
            Statistics.OfSteps(some.Select(clip => clip.Video)), Statistics.OfSteps(some.Select(clip => clip.Music)),
            Statistics.OfTexts(some.SelectMany(clip => clip.TextsBy(text)), run.TextWidth));
        model.SetNullText(run.NullText);
        run.Fit(new PairTask(Name, model, run, text), text);
        return new VideoMusicRetrieval(model);
    }
}
