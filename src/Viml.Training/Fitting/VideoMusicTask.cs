using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Models;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>
/// Trains ViML: symmetric InfoNCE between queries and music, with text and video dropout, and beside it the tag head: on the music alone,
/// or, with a tag weight, on both sides, so that tags shape the space too.
/// </summary>
internal sealed class VideoMusicTask : ITrainingTask
{
    private readonly VideoMusicModel _model;
    private readonly IReadOnlyList<EncodedClip> _train, _validation;
    private readonly BatchOrder _order;
    private readonly int _seed;
    private readonly VideoMusicBatch _batch;
    private readonly Tensor _tags;

    public VideoMusicTask(
        VideoMusicModel model, IReadOnlyList<EncodedClip> train, IReadOnlyList<EncodedClip> validation, int batch, int seed)
    {
        (_model, _train, _validation, _seed) = (model, train, validation, seed);
        _order = new BatchOrder(train.Count, batch, seed);
        _batch = model.CreateBatch(batch);
        _tags = new Tensor(batch, model.Config.Tags);
        Parameters = new Dictionary<string, ParameterSet> { ["viml"] = model.Parameters };
    }

    public string Name => "viml";

    public IReadOnlyDictionary<string, ParameterSet> Parameters { get; }

    public void LoadBatch(int step)
    {
        var examples = _order.Examples(step);
        var random = new Random(BatchOrder.HashCode(_seed, step));
        _tags.Span.Clear();
        for (var row = 0; row < examples.Length; row++)
        {
            var clip = _train[examples[row]];
            _batch.SetMusic(row, Crop(clip.Music, random));
            _batch.SetVideo(row, Crop(clip.Video, random));
            _batch.SetText(row, clip.Texts.Count == 0 ? [] : clip.Texts[random.Next(clip.Texts.Count)]);
            foreach (var (tag, confidence) in clip.Clip.Tags)
                _tags.Span[row * _model.Config.Tags + TagVocabulary.Default.IndexOf(tag)] = confidence;
        }
        _batch.DropOut(random);
    }

    public Variable Record(Tape tape)
    {
        var output = _model.Forward(tape, _batch);
        var matching = tape.InfoNce(output.Query, output.Music, _model.LogScale);
        var tagging = tape.BinaryCrossEntropyWithLogits(output.MusicTags, _tags);
        if (_model.Config.TagWeight > 0)
            tagging = tape.Scale(tape.Add(tagging, tape.BinaryCrossEntropyWithLogits(output.QueryTags, _tags)),
                (float)_model.Config.TagWeight);
        return tape.Add(matching, tagging);
    }

    public IReadOnlyList<(string Name, double Value)> Validate()
    {
        var retrieval = new Retrieval(new VideoMusicRetrieval(_model), [.. _validation.Select(clip => clip.Music)], _validation.Count);
        var video = Recall(clip => clip.Query(byVideo: true, byText: null));
        if (!_model.Config.UsesText) return [("recallAt10.video", video)];
        var both = Recall(clip => clip.Query(byVideo: true, clip.BestText));
        return [("recallAt10", (video + both) / 2), ("recallAt10.video", video), ("recallAt10.videoAndText", both),
            ("recallAt10.text", Recall(clip => clip.Query(byVideo: false, clip.BestText)))];

        double Recall(Func<EncodedClip, RetrievalQuery> query) => retrieval.Measure(_validation.Select(query)).RecallAt10;
    }

    /// <summary>At random the whole or a part of at least half of it, so that the model learns videos and music of any length.</summary>
    private static FeatureSequence Crop(FeatureSequence whole, Random random)
    {
        if (random.Next(2) == 0) return whole;
        var length = random.Next((whole.Time + 1) / 2, whole.Time + 1);
        return whole.Range(random.Next(whole.Time - length + 1), length);
    }
}
