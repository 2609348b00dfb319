using System.Numerics.Tensors;
using Viml.Engine.Autograd;
using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Viml.Models;
using Viml.Models.Music;
using Viml.Training.Evaluation;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Training.Fitting;

/// <summary>
/// Trains DeepSim (Lee et al. 2020): two windows of each clip of a batch are embedded once, and triplets are drawn among them. Those of a
/// dimension compare clips that are alike in it with clips that are not, inside the dimension's mask; track triplets compare windows of one
/// clip with those of others, in all numbers. Loss: the mean hinge of the former plus the weighted mean hinge of the latter.
/// </summary>
internal sealed class DeepSimTask : ITrainingTask
{
    private const float Margin = 0.1f; // as in the paper
    private const int WindowsPerClip = 2;
    private const int TripletsPerAnchor = 4; // of a dimension; embedding a window costs thousands of times more than comparing it
    private const int ValidationWindows = 4;
    private const int ValidationTriplets = 5000;

    private readonly DeepSim _network;
    private readonly float _trackWeight;
    private readonly IReadOnlyList<PreparedSound> _train, _validation;
    private readonly TripletSet _questions;
    private readonly BatchOrder _order;
    private readonly int _seed;
    private readonly Tensor _mel;
    private readonly TripletRows[] _categories, _tracks;

    public DeepSimTask(
        DeepSim network, IReadOnlyList<PreparedSound> train, IReadOnlyList<PreparedSound> validation, int batch, double trackWeight,
        int seed)
    {
        (_network, _train, _validation, _trackWeight, _seed) = (network, train, validation, (float)trackWeight, seed);
        _order = new BatchOrder(train.Count, batch, seed);
        _mel = DeepSimEncoder.NewInput(WindowsPerClip * batch);
        _categories = new TripletRows[PerDimension.Dimensions.Count * TripletsPerAnchor * WindowsPerClip * batch];
        _tracks = new TripletRows[TripletsPerAnchor * WindowsPerClip * batch];
        _questions = TripletSet.Draw([.. validation.Select(clip => clip.Facets)], ValidationTriplets, seed);
        Parameters = new Dictionary<string, ParameterSet> { ["deepsim"] = network.Parameters };
    }

    public string Name => "deepsim";

    public IReadOnlyDictionary<string, ParameterSet> Parameters { get; }

    public void LoadBatch(int step)
    {
        var examples = _order.Examples(step).ToArray();
        Parallelism.For(examples.Length, row =>
        {
            var clip = _train[examples[row]];
            var random = new Random(BatchOrder.HashCode(BatchOrder.HashCode(_seed, step), row));
            var first = random.Next(clip.Windows);
            for (var i = 0; i < WindowsPerClip; i++)
            {
                var compressed = _mel.Slice(row * WindowsPerClip + i, 1).Span;
                var window = i == 0 || clip.Windows == 1 ? first : (first + 1 + random.Next(clip.Windows - 1)) % clip.Windows;
                clip.ReadSpectrogram(window, compressed);
                Augment(compressed, random);
                DeepSimFrontEnd.Scale(compressed);
            }
        });
        DrawTriplets([.. examples.Select(example => _train[example].Facets)], new Random(BatchOrder.HashCode(_seed, step)));
    }

    public Variable Record(Tape tape)
    {
        var embedding = _network.Forward(tape, tape.Constant(_mel));
        var loss = tape.MaskedTriplet(embedding, _categories, Margin);
        return _trackWeight == 0 ? loss : tape.Add(loss, tape.Scale(tape.MaskedTriplet(embedding, _tracks, Margin), _trackWeight));
    }

    public IReadOnlyList<(string Name, double Value)> Validate()
    {
        var encoder = new DeepSimEncoder(_network);
        var pieces = new float[_validation.Count * DeepSim.Width];
        for (var i = 0; i < _validation.Count; i++)
            DeepSimEncoder.WholeOf(Encode(encoder, _validation[i], ValidationWindows)).CopyTo(pieces, i * DeepSim.Width);
        var accuracy = _questions.Accuracy(pieces, DeepSim.Width, Mask);
        return [("accuracy", new TripletRow("sub", Name, accuracy, double.NaN).Overall),
            .. PerDimension.Dimensions.Select(dimension => ($"accuracy.{dimension.ToString().ToLowerInvariant()}", accuracy[dimension]))];
    }

    /// <summary>The columns of a dimension.</summary>
    internal static (int Start, int Width) Mask(MusicDimension dimension) => (DeepSim.MaskStart(dimension), DeepSim.MaskWidth);

    /// <summary>The embeddings of windows of a clip: of all, or of some spread over it.</summary>
    internal static FeatureSequence Encode(DeepSimEncoder encoder, PreparedSound clip, int most = int.MaxValue)
    {
        var count = Math.Min(clip.Windows, most);
        var mel = DeepSimEncoder.NewInput(count);
        for (var i = 0; i < count; i++) clip.ReadSpectrogram(i * clip.Windows / count, mel.Slice(i, 1).Span);
        var features = new float[count * DeepSim.Width];
        encoder.EncodeSpectrograms(mel, features);
        return new FeatureSequence(features, count, DeepSim.Width, encoder.Rate);
    }

    private void DrawTriplets(MusicFacets[] clips, Random random)
    {
        var next = 0;
        foreach (var dimension in PerDimension.Dimensions)
            for (var anchor = 0; anchor < clips.Length; anchor++)
            {
                var relations = clips.Select((clip, i) => i == anchor ? null : MusicFacets.AreAlike(clips[anchor], clip,
                    dimension)).ToArray();
                var alike = Enumerable.Range(0, clips.Length).Where(i => relations[i] == true).ToArray();
                var unlike = Enumerable.Range(0, clips.Length).Where(i => relations[i] == false).ToArray();
                for (var i = 0; i < TripletsPerAnchor * WindowsPerClip; i++)
                    _categories[next++] = alike.Length == 0 || unlike.Length == 0
                        ? default
                        : new TripletRows(
                            Row(anchor), Row(alike[random.Next(alike.Length)]), Row(unlike[random.Next(unlike.Length)]),
                            DeepSim.MaskStart(dimension), DeepSim.MaskWidth);
            }
        for (var i = 0; i < _tracks.Length; i++)
        {
            var anchor = i % (WindowsPerClip * clips.Length);
            var other = (anchor / WindowsPerClip + 1 + random.Next(clips.Length - 1)) % clips.Length;
            _tracks[i] = new TripletRows(anchor, anchor ^ 1, Row(other), 0, DeepSim.Width);
        }

        int Row(int clip) => clip * WindowsPerClip + random.Next(WindowsPerClip);
    }

    /// <summary>Changes a spectrogram as recordings differ, which is said in decibels.</summary>
    private static void Augment(Span<float> compressed, Random random)
    {
        const float decibels = 20 / 2.302585f; // of a natural logarithm
        // compressed = log10(1 + 10 mel)
        TensorPrimitives.Exp10(compressed, compressed);
        TensorPrimitives.Subtract(compressed, 1, compressed);
        TensorPrimitives.Max(compressed, 1e-3f, compressed);
        TensorPrimitives.Log(compressed, compressed);
        TensorPrimitives.Multiply(compressed, decibels, compressed);
        SpectrogramAugmentation.Apply(compressed, DeepSimFrontEnd.Bands, DeepSimFrontEnd.Frames, random);
        TensorPrimitives.Divide(compressed, decibels, compressed);
        TensorPrimitives.Exp(compressed, compressed);
        TensorPrimitives.Add(compressed, 1, compressed);
        TensorPrimitives.Log10(compressed, compressed);
    }
}
