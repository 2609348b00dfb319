using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>Trains MusiCNN as a tagger: windows of music, augmented as recordings differ, against the tags of each window.</summary>
internal sealed class MusicTask : ITrainingTask
{
    private readonly MusiCnn _network;
    private readonly MeasureHead _measures;
    private readonly IReadOnlyList<MusicWindows> _train, _validation;
    private readonly BatchOrder _order;
    private readonly int _seed;
    private readonly Tensor _mel, _targets;

    public MusicTask(MusiCnn network, IReadOnlyList<MusicWindows> train, IReadOnlyList<MusicWindows> validation, int batch, int seed)
    {
        (_network, _train, _validation, _seed) = (network, train, validation, seed);
        _order = new BatchOrder(train.Count, batch, seed);
        _mel = new Tensor(batch, 1, MusicFrontEnd.Bands, MusicFrontEnd.Frames);
        _targets = new Tensor(batch, network.Config.Tags);
        _measures = new MeasureHead(MeasureHead.NamesOf(train.Select(music => music.Measures)), network.Config.Features, batch, seed);
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
            var music = _train[examples[row]];
            var random = new Random(BatchOrder.HashCode(BatchOrder.HashCode(_seed, step), row));
            var window = random.Next(music.Count);
            var decibels = _mel.Slice(row, 1).Span;
            music.ReadSpectrogram(window, decibels);
            SpectrogramAugmentation.Apply(decibels, MusicFrontEnd.Bands, MusicFrontEnd.Frames, random);
            foreach (var (tag, confidence) in music.TagsOf(window))
                _targets.Span[row * tags + TagVocabulary.Default.IndexOf(tag)] = confidence;
            _measures.SetTargets(row, music.Measures);
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
        var report = TaggingReport.Measure(
            [.. _validation.Select(music => Encode(encoder, music).Tags)], [.. _validation.Select(music => music.Tags)]);
        return [("meanAveragePrecision", report.MeanAveragePrecision), ("rocAuc", report.MeanRocAuc),
            .. report.RocAucByKind.Select(kind => ($"rocAuc.{kind.Key}", kind.Value))];
    }

    /// <summary>The base features of each window, and the mean of its tag probabilities over the windows.</summary>
    internal static (FeatureSequence Features, float[] Tags) Encode(MusiCnnEncoder encoder, MusicWindows music)
    {
        var mel = new Tensor(music.Count, 1, MusicFrontEnd.Bands, MusicFrontEnd.Frames);
        for (var window = 0; window < music.Count; window++) music.ReadSpectrogram(window, mel.Slice(window, 1).Span);
        var tags = TagVocabulary.Default.Count;
        var features = new float[music.Count * encoder.Width];
        var probabilities = new float[music.Count * tags];
        encoder.EncodeSpectrograms(mel, music.Measured.Values, features, probabilities);
        var mean = new float[tags];
        for (var i = 0; i < probabilities.Length; i++) mean[i % tags] += probabilities[i] / music.Count;
        return (new FeatureSequence(features, music.Count, encoder.Width, encoder.Rate), mean);
    }
}
