using Viml.Engine.Layers;
using Viml.Models;
using Viml.Models.VideoMusic;
using Viml.Training.Evaluation;

namespace Viml.Training.Methods;

/// <summary>Prétet et al. (2021): two branches on mean-pooled features, triplet loss. It takes no text.</summary>
internal sealed class PretetMethod : IMethod
{
    public string Name => "pretet";

    public bool TakesText => false;

    public IRetrievalModel Train(MethodRun run)
    {
        var model = PretetModel.Random(
            PretetConfig.Paper with { VideoWidth = run.Train[0].Video.Width, MusicWidth = run.Train[0].Music.Width }, run.Options.Seed);
        var some = Statistics.Some(run.Train);
        model.Standardise(
            Statistics.OfMeans(some.Select(clip => clip.Video)), Statistics.OfMeans(some.Select(clip => clip.Music)));
        run.Fit(new PretetTask(model, run));
        return new PretetRetrieval(model);
    }
}

/// <summary>The model of Prétet et al. as a model to measure.</summary>
internal sealed class PretetRetrieval(PretetModel model) : IRetrievalModel
{
    public int Width => model.Config.JointWidth;

    public ParameterSet Parameters => model.Parameters;

    public float[] EmbedQueries(IReadOnlyList<RetrievalQuery> queries) => queries.All(query => query is { Video: not null, Text: null })
        ? model.EmbedVideos([.. queries.Select(query => query.Video!)])
        : throw new ArgumentException("This model takes a video and no text.", nameof(queries));

    public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music) => model.EmbedMusic(music);
}
