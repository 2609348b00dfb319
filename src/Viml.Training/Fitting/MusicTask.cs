using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
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
        var report = TaggingReport.Measure(Probabilities(_network, _validation), [.. _validation.Select(clip => clip.Clip.Tags)]);
        return [("meanAveragePrecision", report.MeanAveragePrecision), ("rocAuc", report.MeanRocAuc), .. report.RocAucByKind.Select(kind => ($"rocAuc.{kind.Key}", kind.Value))];
    }

    /// <summary>The mean tag probabilities of each clip over its windows.</summary>
    internal static float[][] Probabilities(MusiCnn network, IReadOnlyList<PreparedClip> clips)
    {
        var encoder = new MusiCnnEncoder(network);
        var tags = network.Config.Tags;
        return [.. clips.Select(clip =>
        {
            var features = new float[clip.Windows * encoder.Width];
            var probabilities = new float[clip.Windows * tags];
            Encode(encoder, clip, features, probabilities);
            var mean = new float[tags];
            for (var i = 0; i < probabilities.Length; i++) mean[i % tags] += probabilities[i] / clip.Windows;
            return mean;
        })];
    }

    /// <summary>Base features and tag probabilities of each window of a clip.</summary>
    internal static void Encode(MusiCnnEncoder encoder, PreparedClip clip, Span<float> features, Span<float> probabilities)
    {
        var mel = new Tensor(clip.Windows, 1, MusicFrontEnd.Bands, MusicFrontEnd.Frames);
        for (var window = 0; window < clip.Windows; window++)
            clip.ReadSpectrogram(window, mel.Span.Slice(window * PreparedClip.SpectrogramLength, PreparedClip.SpectrogramLength));
        encoder.EncodeSpectrograms(mel, clip.Measured.Values, features, probabilities);
    }

    private static IEnumerable<KeyValuePair<string, float>> TagsOf(PreparedClip clip, int window) => clip.Activity is { } activity
        ? activity[Math.Min(window, activity.Count - 1)].Select(tag => KeyValuePair.Create(tag, 1f))
        : clip.Clip.Tags;
}
