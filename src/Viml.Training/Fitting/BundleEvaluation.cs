using Viml.Models.VideoMusic;
using Viml.Training.Evaluation;
using Viml.Training.Fitting.Matching;

namespace Viml.Training.Fitting;

/// <summary>The figures of a bundle on clips that no part of it was trained or chosen on.</summary>
internal static class BundleEvaluation
{
    private const int Decimals = 4;

    /// <summary>Figures by name; those that the data do not define, such as for tags that every clip has, are left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="clips">The test clips; fewer than two give no figures.</param>
    /// <param name="pool">Tracks each query is ranked against; all where there are fewer.</param>
    /// <param name="known">Figures measured before, which are put behind.</param>
    public static IReadOnlyDictionary<string, double> Measure(
        VideoMusicModel model, IReadOnlyList<EncodedClip> clips, int pool, IReadOnlyList<(string Name, double Value)> known)
    {
        var figures = new Dictionary<string, double>();
        if (clips.Count >= 2) Retrieve(figures, model, clips, pool);
        foreach (var (name, value) in known) figures[name] = value;
        return figures.Where(figure => double.IsFinite(figure.Value))
            .ToDictionary(figure => figure.Key, figure => Math.Round(figure.Value, Decimals));
    }

    private static void Retrieve(Dictionary<string, double> figures, VideoMusicModel model, IReadOnlyList<EncodedClip> clips, int pool)
    {
        pool = Math.Min(pool, clips.Count);
        figures["pool"] = pool;
        var retrieval = new Retrieval(new VideoMusicRetrieval(model), [.. clips.Select(clip => clip.Music)], pool);
        Add("video", clip => clip.Query(byVideo: true, byText: null));
        if (clips.All(clip => clip.Description is not null))
        {
            Add("text", clip => clip.Query(byVideo: false, clip.Description));
            Add("videoAndText", clip => clip.Query(byVideo: true, clip.Description));
        }
        // As in the paper's main table: the text comes from the tags that the tagger finds in the music.
        Add("synthesizedText", clip => clip.Query(byVideo: false, clip.Synthesized));
        Add("videoAndSynthesizedText", clip => clip.Query(byVideo: true, clip.Synthesized));
        // The music encoder names the tags, or where it cannot, the tag head of the model does.
        var tagging = TaggingReport.Measure(
            [.. clips.Select(clip => clip.Tags ?? model.Tags(model.EmbedMusic(clip.Music)))], [.. clips.Select(clip => clip.Clip.Tags)]);
        figures["tags.rocAuc"] = tagging.MeanRocAuc;
        figures["tags.meanAveragePrecision"] = tagging.MeanAveragePrecision;
        foreach (var (kind, area) in tagging.RocAucByKind) figures[$"tags.rocAuc.{kind}"] = area;

        void Add(string kind, Func<EncodedClip, RetrievalQuery> query)
        {
            var metrics = retrieval.Measure(clips.Select(query));
            figures["queries"] = metrics.Queries;
            figures[$"{kind}.medianRank"] = metrics.MedianRank;
            figures[$"{kind}.recallAt1"] = metrics.RecallAt1;
            figures[$"{kind}.recallAt5"] = metrics.RecallAt5;
            figures[$"{kind}.recallAt10"] = metrics.RecallAt10;
        }
    }
}
