using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>Fits MusiCNN as a tagger: windows of clips, changed at random as recordings differ, against the tags that sound in them.</summary>
internal sealed class MusicTask : ITrainingTask
{
    private readonly MusiCnn _network;
    private readonly MeasureHead _measures;
    private readonly IReadOnlyList<PreparedClip> _train, _validation;
    private readonly BatchOrder _order;
    private readonly int _seed;
    private readonly Tensor _mel, _targets;

    public MusicTask(MusiCnn network, IReadOnlyList<PreparedClip> train, IReadOnlyList<PreparedClip> validation, int batch, int seed)
    {
        (_network, _train, _validation, _seed) = (network, train, validation, seed);
        _order = new BatchOrder(train.Count, batch, seed);
        _mel = new Tensor(batch, 1, MusicFrontEnd.Bands, MusicFrontEnd.Frames);
        _targets = new Tensor(batch, network.Config.Tags);
        _measures = new MeasureHead(MeasureHead.NamesOf(train.Select(clip => clip.Clip.Measures)), network.Config.Features, batch, seed);
        Parameters = new Dictionary<string, ParameterSet> { ["musicnn"] = network.Parameters, ["head"] = _measures.Parameters };
    }

    public string Name => "musicnn";

    public IReadOnlyDictionary<string, ParameterSet> Parameters { get; }

    public void LoadBatch(int step)
    {
        var examples = _order.Examples(step).ToArray();
        var tags = _network.Config.Tags;
        _targets.Span.Clear();
        Viml.Engine.Kernels.Parallelism.For(examples.Length, row =>
        {
            var clip = _train[examples[row]];
            var random = new Random(BatchOrder.HashCode(BatchOrder.HashCode(_seed, step), row));
            var window = random.Next(clip.Windows);
            var decibels = _mel.Span.Slice(row * PreparedClip.SpectrogramLength, PreparedClip.SpectrogramLength);
            clip.ReadSpectrogram(window, decibels);
            SpectrogramAugmentation.Apply(decibels, MusicFrontEnd.Bands, MusicFrontEnd.Frames, random);
            foreach (var (tag, confidence) in TagsOf(clip, window)) _targets.Span[row * tags + TagVocabulary.Default.IndexOf(tag)] = confidence;
            _measures.SetTargets(row, clip.Clip.Measures);
        });
    }

    public Variable Record(Tape tape)
    {
        var output = _network.Forward(tape, tape.Constant(_mel));
        return _measures.AddTo(tape, tape.BinaryCrossEntropyWithLogits(output.Logits, _targets), output.Features);
    }

    public IReadOnlyList<(string Name, double Value)> Validate()
    {
        var encoder = new MusiCnnEncoder(_network);
        var report = TaggingReport.Measure([.. _validation.Select(clip => Encode(encoder, clip).Tags)], [.. _validation.Select(clip => clip.Clip.Tags)]);
        return [("meanAveragePrecision", report.MeanAveragePrecision), ("rocAuc", report.MeanRocAuc), .. report.RocAucByKind.Select(kind => ($"rocAuc.{kind.Key}", kind.Value))];
    }

    /// <summary>The base features of each window of a clip, and the mean of its tag probabilities over the windows.</summary>
    internal static (FeatureSequence Features, float[] Tags) Encode(MusiCnnEncoder encoder, PreparedClip clip)
    {
        var mel = new Tensor(clip.Windows, 1, MusicFrontEnd.Bands, MusicFrontEnd.Frames);
        for (var window = 0; window < clip.Windows; window++)
            clip.ReadSpectrogram(window, mel.Span.Slice(window * PreparedClip.SpectrogramLength, PreparedClip.SpectrogramLength));
        var tags = TagVocabulary.Default.Count;
        var features = new float[clip.Windows * encoder.Width];
        var probabilities = new float[clip.Windows * tags];
        encoder.EncodeSpectrograms(mel, clip.Measured.Values, features, probabilities);
        var mean = new float[tags];
        for (var i = 0; i < probabilities.Length; i++) mean[i % tags] += probabilities[i] / clip.Windows;
        return (new FeatureSequence(features, clip.Windows, encoder.Width, encoder.Rate), mean);
    }

    private static IEnumerable<KeyValuePair<string, float>> TagsOf(PreparedClip clip, int window) => clip.Activity is { } activity
        ? activity[Math.Min(window, activity.Count - 1)].Select(tag => KeyValuePair.Create(tag, 1f))
        : clip.Clip.Tags;
}
