using System.Globalization;
using Viml.Models.VideoMusic;
using Viml.Training.Evaluation;

namespace Viml.Training.Methods;

/// <summary>MVPt (Suris et al. 2022): f^v and f^m with InfoNCE at a temperature that is not tuned. It takes no text.</summary>
internal sealed class MvptMethod : IMethod
{
    public string Name => "mvpt";

    public bool TakesText => false;

    public IRetrievalModel Train(MethodRun run) => new VideoMusicRetrieval(Train(run, Name, run.Options.MvptTemperature));

    /// <summary>Trains at a temperature.</summary>
    internal static VideoMusicModel Train(MethodRun run, string name, double temperature)
    {
        var first = run.Train[0];
        var sizes = run.Options.Sizes with { VideoWidth = first.Video.Width, MusicWidth = first.Music.Width, Temperature = temperature };
        var model = VideoMusicModel.Random(sizes.WithoutText(), run.Options.Seed);
        var some = Statistics.Some(run.Train);
        model.Standardise(
            Statistics.OfSteps(some.Select(clip => clip.Video)), Statistics.OfSteps(some.Select(clip => clip.Music)),
            new FeatureStatistics(sizes.TextWidth));
        run.Fit(new PairTask(name, model, run, text: null), temperature.ToString(CultureInfo.InvariantCulture));
        return model;
    }
}
