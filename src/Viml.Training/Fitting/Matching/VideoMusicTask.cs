using System.Numerics.Tensors;
using Viml.Engine.Autograd;
using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Viml.Models;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Training.Fitting.Matching;

/// <summary>
/// Trains ViML: symmetric InfoNCE between queries and music, with text and video dropout, and beside it the tag head: on the music alone,
/// or, with a tag weight, on both sides, so that tags shape the space too.
/// </summary>
internal sealed class VideoMusicTask : ITrainingTask
{
    private readonly VideoMusicModel _model;
    private readonly IReadOnlyList<TrainingPair> _pairs;
    private readonly ImaginedVideo _videos;
    private readonly TextBank _texts;
    private readonly MatchingValidation _validation;
    private readonly BatchOrder _order;
    private readonly int _seed;
    private readonly VideoMusicBatch _batch;
    private readonly SharedAnswers _answers;
    private readonly Tensor _tags;

    /// <summary>Prepares the task.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pairs">Music to train on.</param>
    /// <param name="videos">Gives music its videos.</param>
    /// <param name="texts">Holds every text of the pairs and of the associations.</param>
    /// <param name="validation">Measures the model.</param>
    /// <param name="batch">Pairs in a step.</param>
    /// <param name="seed">Of every random choice.</param>
    public VideoMusicTask(
        VideoMusicModel model, IReadOnlyList<TrainingPair> pairs, ImaginedVideo videos, TextBank texts, MatchingValidation validation,
        int batch, int seed)
    {
        (_model, _pairs, _videos, _texts, _validation, _seed) = (model, pairs, videos, texts, validation, seed);
        _order = new BatchOrder(pairs.Count, batch, seed);
        _batch = model.CreateBatch(batch);
        _answers = new SharedAnswers(batch, model.Config.Tags);
        _tags = new Tensor(batch, model.Config.Tags);
        Parameters = new Dictionary<string, ParameterSet> { ["viml"] = model.Parameters };
    }

    public string Name => "viml";

    public IReadOnlyDictionary<string, ParameterSet> Parameters { get; }

    public void LoadBatch(int step)
    {
        var examples = _order.Examples(step).ToArray();
        var seed = BatchOrder.HashCode(_seed, step);
        Parallelism.For(examples.Length, row => Load(row, _pairs[examples[row]], BatchOrder.HashCode(seed, row)));
        _answers.Share();
    }

    public Variable Record(Tape tape)
    {
        var output = _model.Forward(tape, _batch);
        var matching = tape.InfoNce(output.Query, output.Music, _model.LogScale, relevance: _answers.Relevance);
        var tagging = tape.BinaryCrossEntropyWithLogits(output.MusicTags, _tags);
        if (_model.Config.TagWeight > 0)
            tagging = tape.Scale(tape.Add(tagging, tape.BinaryCrossEntropyWithLogits(output.QueryTags, _tags)),
                (float)_model.Config.TagWeight);
        return tape.Add(matching, tagging);
    }

    public IReadOnlyList<(string Name, double Value)> Validate() => _validation.Measure(_model);

    private void Load(int row, TrainingPair pair, int seed)
    {
        var random = new RandomStream((ulong)seed);
        var (text, video) = (pair.DrawText(random), _videos.Draw(pair, random));
        _batch.SetMusic(row, Crop(pair.Music.Features, random));
        _batch.SetText(row, _texts[text.Text]);
        _batch.SetVideo(row, video is null ? null : Crop(video.Video, random));
        var lost = video is null ? LeftOut.Video : _batch.DropOut(row, new Random(seed));
        var (said, shown) = (lost == LeftOut.Text ? null : text.Wish, lost == LeftOut.Video ? null : video!.Wish);
        // A painted or filmed video belongs to its piece, and so does what was written about it.
        var isOwn = (said is not null && text.IsOwn) || (lost != LeftOut.Video && shown is null);
        _answers.Set(row, Wish(pair, said, shown), pair.Standing, isOwn);
        LoadTags(_tags.Slice(row, 1).Span, pair.Music);
    }

    /// <summary>What a query asks of the tags; where its text and pictures do not say, music like its own.</summary>
    private static float[] Wish(TrainingPair pair, float[]? said, float[]? shown)
    {
        if (said is null || shown is null) return TagWishes.Unit(said ?? shown ?? pair.Standing);
        var both = new float[said.Length];
        TensorPrimitives.Add(said, shown, both);
        return TagWishes.Unit(both);
    }

    /// <summary>What the dataset knows of the tags, or where it knows nothing what the music encoder hears.</summary>
    private static void LoadTags(Span<float> targets, EncodedMusic music)
    {
        if (music.Clip.Tags.Count == 0)
        {
            music.Probabilities.CopyTo(targets);
            return;
        }
        targets.Clear();
        foreach (var (tag, confidence) in music.Clip.Tags) targets[TagVocabulary.Default.IndexOf(tag)] = confidence;
    }

    /// <summary>At random the whole or a part of at least half of it, so that the model learns videos and music of any length.</summary>
    private static FeatureSequence Crop(FeatureSequence whole, RandomStream random)
    {
        if (random.Chance(0.5)) return whole;
        var length = random.From((whole.Time + 1) / 2, whole.Time);
        return whole.Range(random.Below(whole.Time - length + 1), length);
    }
}
