using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Training.Fitting.Teaching;

namespace Viml.Training.Fitting;

/// <summary>Music of one kind, and how many windows of it are in each batch.</summary>
internal sealed record MusicShare(IMusicSource Source, int Rows);

/// <summary>Trains MusiCNN as a tagger: windows of music, augmented as recordings differ, against the tags of each window.</summary>
internal sealed class MusicTask : ITrainingTask
{
    private readonly MusiCnn _network;
    private readonly IReadOnlyList<(IMusicSource Source, BatchOrder Order, int Row)> _sources;
    private readonly IMusicValidation _validation;
    private readonly MusicBatch _batch;
    private readonly int _seed;

    /// <summary>Prepares the task.</summary>
    /// <param name="network">The network.</param>
    /// <param name="shares">The music, none of which is empty.</param>
    /// <param name="measures">The measures that music with measures has.</param>
    /// <param name="teachers">The teachers; null where there are none.</param>
    /// <param name="validation">Measures the network.</param>
    /// <param name="seed">Of every random choice.</param>
    public MusicTask(
        MusiCnn network, IReadOnlyList<MusicShare> shares, IReadOnlyList<string> measures, Teachers? teachers, IMusicValidation validation,
        int seed)
    {
        (_network, _validation, _seed) = (network, validation, seed);
        var rows = shares.Sum(share => share.Rows);
        var width = network.Config.Features;
        _batch = new MusicBatch(
            rows, network.Config.Tags, new MeasureHead(measures, width, rows, seed), new TeachingHeads(teachers, width, rows, seed));
        _sources = [.. shares.Select((share, i) => (
            share.Source, new BatchOrder(share.Source.Count, share.Rows, seed), shares.Take(i).Sum(before => before.Rows)))];
        Parameters = new Dictionary<string, ParameterSet>(_batch.Teaching.Parameters)
        {
            ["musicnn"] = network.Parameters, ["head"] = _batch.Measures.Parameters,
        };
    }

    public string Name => "musicnn";

    public IReadOnlyDictionary<string, ParameterSet> Parameters { get; }

    public void LoadBatch(int step)
    {
        foreach (var (source, order, first) in _sources)
        {
            var pieces = order.Examples(step).ToArray();
            Viml.Engine.Kernels.Parallelism.For(pieces.Length, i => source.Load(
                pieces[i], new Random(BatchOrder.HashCode(BatchOrder.HashCode(_seed, step), first + i)), new MusicRow(_batch, first + i)));
        }
    }

    public Variable Record(Tape tape)
    {
        var output = _network.Forward(tape, tape.Constant(_batch.Mel));
        var loss = tape.BinaryCrossEntropyWithLogits(output.Logits, _batch.Tags, _batch.Weights);
        return _batch.Teaching.AddTo(tape, _batch.Measures.AddTo(tape, loss, output.Features), output.Features);
    }

    public IReadOnlyList<(string Name, double Value)> Validate() => _validation.Measure(new MusiCnnEncoder(_network));

    /// <summary>The base features of each window, and the mean of its tag probabilities over the windows.</summary>
    internal static (FeatureSequence Features, float[] Tags) Encode(MusiCnnEncoder encoder, MusicWindows music)
    {
        var (features, tags) = EncodeWindows(encoder, music);
        var mean = new float[tags.Width];
        for (var i = 0; i < tags.Values.Length; i++) mean[i % mean.Length] += tags.Values[i] / music.Count;
        return (features, mean);
    }

    /// <summary>The base features and the tag probabilities of each window.</summary>
    internal static (FeatureSequence Features, FeatureSequence Tags) EncodeWindows(MusiCnnEncoder encoder, MusicWindows music)
    {
        var mel = new Tensor(music.Count, 1, MusicFrontEnd.Bands, MusicFrontEnd.Frames);
        for (var window = 0; window < music.Count; window++) music.ReadSpectrogram(window, mel.Slice(window, 1).Span);
        var tags = TagVocabulary.Default.Count;
        var features = new float[music.Count * encoder.Width];
        var probabilities = new float[music.Count * tags];
        encoder.EncodeSpectrograms(mel, music.Measured.Values, features, probabilities);
        return (new FeatureSequence(features, music.Count, encoder.Width, encoder.Rate),
            new FeatureSequence(probabilities, music.Count, tags, encoder.Rate));
    }
}
