using Viml.Models.VideoMusic;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting.Matching;

/// <summary>Measures ViML on held-out clips by recall, and where there are held-out recordings also by what words find.</summary>
/// <param name="clips">The clips.</param>
/// <param name="search">Finds recordings by words; null where there are none.</param>
internal sealed class MatchingValidation(IReadOnlyList<EncodedClip> clips, WordSearch? search)
{
    /// <summary>Figures by name; the first decides, higher is better.</summary>
    public IReadOnlyList<(string Name, double Value)> Measure(VideoMusicModel model)
    {
        var retrieval = new Retrieval(new VideoMusicRetrieval(model), [.. clips.Select(clip => clip.Music)], clips.Count);
        var video = Recall(clip => clip.Query(byVideo: true, byText: null));
        if (!model.Config.UsesText) return [("recallAt10.video", video)];
        var both = Recall(clip => clip.Query(byVideo: true, clip.BestText));
        var recall = (video + both) / 2;
        (string, double)[] figures = [("recallAt10", recall), ("recallAt10.video", video), ("recallAt10.videoAndText", both),
            ("recallAt10.text", Recall(clip => clip.Query(byVideo: false, clip.BestText)))];
        if (search is null) return figures;
        var found = search.Measure(model);
        return [("found", (recall + found[0].Value) / 2), .. figures, .. found];

        double Recall(Func<EncodedClip, RetrievalQuery> query) => retrieval.Measure(clips.Select(query)).RecallAt10;
    }
}
