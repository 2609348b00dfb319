using Viml.Training.Evaluation;

namespace Viml.Training.Methods;

/// <summary>How well queries of one kind find their music.</summary>
/// <param name="Query">What is asked with: <c>video</c>, <c>video + tags</c>, ...</param>
/// <param name="Figures">Rank and recall with intervals.</param>
public sealed record QueryFigures(string Query, PooledFigures Figures);

/// <summary>Measures a model on clips with every kind of query that it takes and that they allow.</summary>
internal static class MethodFigures
{
    public const string Video = "video";

    /// <summary>
    /// The figures: of the video, and for each source of texts, with it and of the text alone (<see cref="TextCoverage"/>).
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="clips">The clips, at least two of different music.</param>
    /// <param name="takesText">Whether queries can have a text.</param>
    /// <param name="options">Segments and the seed of the pools.</param>
    /// <param name="pool">Clips in a pool; fewer where there is less music.</param>
    /// <param name="pools">Pools.</param>
    public static IReadOnlyList<QueryFigures> Measure(
        IRetrievalModel model, IReadOnlyList<PairedClip> clips, bool takesText, MethodOptions options, int pool, int pools)
    {
        var (asked, sources) = TextCoverage.Of(clips, takesText ? TextSource.All.Where(source => source != TextSource.Mixed) : []);
        PairedClip[] cut = [.. asked.Select(clip => clip.Cut(options.SegmentSeconds, 0.5))];
        string[] keys = [.. cut.Select(clip => clip.MusicKey)];
        var drawn = RetrievalPools.Draw(keys, Math.Min(pool, keys.Distinct().Count()), pools, options.Seed);
        var music = model.EmbedMusic([.. cut.Select(clip => clip.Music.Read())]);
        var queries = new List<QueryFigures> { Of(Video, clip => clip.AskByVideo()) };
        foreach (var source in sources)
            queries.AddRange(
                [Of($"{Video} + {source}", clip => clip.AskByBoth(source)), Of($"{source} alone", clip => clip.AskByText(source))]);
        return queries;

        QueryFigures Of(string query, Func<PairedClip, RetrievalQuery> ask) => new(query, PooledFigures.Of(
            [PooledRanks.Measure(model.EmbedQueries([.. cut.Select(ask)]), music, model.Width, drawn)], options.Seed));
    }
}
