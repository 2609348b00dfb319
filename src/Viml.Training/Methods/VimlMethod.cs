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
        var steps = run.Train.Concat(run.Validation).SelectMany(clip => clip.Texts.Values).SelectMany(texts => texts)
            .Append(run.NullText).Max(one => one.Length) / run.TextWidth;
        var model = VideoMusicModel.Random(
            run.Options.Sizes with
            {
                VideoWidth = first.Video.Width, MusicWidth = first.Music.Width, TextWidth = run.TextWidth, TextSteps = steps,
            }, run.Options.Seed);
        model.Standardise(
            Statistics.OfSteps(run.Train.Select(clip => clip.Video)), Statistics.OfSteps(run.Train.Select(clip => clip.Music)),
            Statistics.OfTexts(run.Train.SelectMany(clip => clip.TextsBy(text)), run.TextWidth));
        model.SetNullText(run.NullText);
        run.Fit(new PairTask(Name, model, run, text), text);
        return new VideoMusicRetrieval(model);
    }
}
