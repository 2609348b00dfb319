using System.Numerics.Tensors;
using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.VideoMusic;

/// <summary>
/// Sizes of the model of Prétet, Richard, Peeters (2021). Their own are not published: the defaults are those of VM-NET (Hong et al. 2018),
/// which they build on.
/// </summary>
public sealed record PretetConfig
{
    /// <summary>Width of a video feature.</summary>
    public required int VideoWidth { get; init; }

    /// <summary>Width of a music feature.</summary>
    public required int MusicWidth { get; init; }

    /// <summary>Widths of the hidden layers of the video branch.</summary>
    public IReadOnlyList<int> VideoHidden { get; init; } = [2048];

    /// <summary>Widths of the hidden layers of the music branch.</summary>
    public IReadOnlyList<int> MusicHidden { get; init; } = [2048, 1024];

    /// <summary>Width of the joint space.</summary>
    public int JointWidth { get; init; } = 512;

    /// <summary>Dropout behind every hidden layer while training.</summary>
    public float Dropout { get; init; } = 0.1f;

    /// <summary>With the features of the ViML paper: CLIP ViT-B/32 and DeepSim.</summary>
    public static PretetConfig Paper { get; } = new() { VideoWidth = 512, MusicWidth = 256 };

    /// <summary>Checks the configuration.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public PretetConfig Validate()
    {
        var faults = new ConfigFaults(nameof(PretetConfig))
            .Size(VideoWidth, nameof(VideoWidth))
            .Size(MusicWidth, nameof(MusicWidth))
            .Size(JointWidth, nameof(JointWidth))
            .Require(Dropout is >= 0 and < 1, $"{nameof(Dropout)} must be in [0, 1), is {Dropout}");
        foreach (var width in VideoHidden) faults.Size(width, nameof(VideoHidden));
        foreach (var width in MusicHidden) faults.Size(width, nameof(MusicHidden));
        faults.ThrowIfAny();
        return this;
    }
}

/// <summary>
/// Prétet et al. (2021): each side is the mean of its features over time, taken through fully connected layers with ReLU; the last layer is
/// normalised over the batch and brought to unit length. Trained with a triplet loss. It takes no text.
/// </summary>
/// <remarks>Inference is thread-safe while the parameters are not being trained.</remarks>
public sealed class PretetModel
{
    private readonly Branch _video, _music;

    /// <summary>Takes or makes the parameters in <paramref name="parameters"/>.</summary>
    public PretetModel(PretetConfig config, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(parameters);
        Config = config.Validate();
        Parameters = parameters;
        _video = new Branch(parameters.Root.Enter("video"), [config.VideoWidth, .. config.VideoHidden, config.JointWidth], config.Dropout);
        _music = new Branch(parameters.Root.Enter("music"), [config.MusicWidth, .. config.MusicHidden, config.JointWidth], config.Dropout);
        parameters.EnsureComplete();
    }

    /// <summary>The sizes.</summary>
    public PretetConfig Config { get; }

    /// <summary>Every parameter and buffer.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>A model with random weights.</summary>
    public static PretetModel Random(PretetConfig config, int seed) => new(config, ParameterSet.Random(seed));

    /// <summary>Fixes how pooled features are standardised. To be called before training.</summary>
    public void Standardise(FeatureStatistics video, FeatureStatistics music)
    {
        _video.Standardiser.Set(video);
        _music.Standardiser.Set(music);
    }

    /// <summary>Writes the standardised mean over the time of a video to <paramref name="pooled"/> [video width].</summary>
    public void PoolVideo(FeatureSequence video, Span<float> pooled) => _video.Pool(video, pooled);

    /// <summary>Writes the standardised mean over the time of a stretch of music to <paramref name="pooled"/> [music width].</summary>
    public void PoolMusic(FeatureSequence music, Span<float> pooled) => _music.Pool(music, pooled);

    /// <summary>Video embeddings of unit length [batch, joint] of pooled videos [batch, video width].</summary>
    public Variable ForwardVideo(Tape tape, Variable pooled) => _video.Forward(tape, pooled);

    /// <summary>Music embeddings of unit length [batch, joint] of pooled music [batch, music width].</summary>
    public Variable ForwardMusic(Tape tape, Variable pooled) => _music.Forward(tape, pooled);

    /// <summary>The embeddings of videos, one row after the other.</summary>
    /// <exception cref="ArgumentException">A sequence is empty or of another width.</exception>
    public float[] EmbedVideos(IReadOnlyList<FeatureSequence> videos) => _video.Embed(videos);

    /// <summary>The embeddings of stretches of music, one row after the other.</summary>
    /// <exception cref="ArgumentException">A sequence is empty or of another width.</exception>
    public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music) => _music.Embed(music);

    /// <summary>Fully connected layers from pooled features to the joint space.</summary>
    private sealed class Branch
    {
        private readonly Linear[] _layers;
        private readonly Dropout _dropout;
        private readonly BatchNorm _norm;

        public Branch(ParameterScope scope, int[] widths, float dropout)
        {
            _layers = [.. Enumerable.Range(0, widths.Length - 1)
                .Select(index => new Linear(scope.Enter("layers").Enter(index), widths[index], widths[index + 1]))];
            _dropout = new Dropout(dropout);
            _norm = new BatchNorm(scope.Enter("norm"), widths[^1], momentum: 0.01f); // VM-NET keeps 0.99 of the running statistics
            Standardiser = new Standardiser(scope.Enter("standardise"), widths[0]);
        }

        public Standardiser Standardiser { get; }

        public void Pool(FeatureSequence sequence, Span<float> pooled)
        {
            ArgumentNullException.ThrowIfNull(sequence);
            if (sequence.Time == 0 || sequence.Width != Standardiser.Width || pooled.Length != sequence.Width)
                throw new ArgumentException(
                    $"A sequence has at least one step of {Standardiser.Width} numbers, this one [{sequence.Time}, {sequence.Width}].",
                    nameof(sequence));
            pooled.Clear();
            for (var step = 0; step < sequence.Time; step++) TensorPrimitives.Add(pooled, sequence.Step(step), pooled);
            TensorPrimitives.Divide(pooled, sequence.Time, pooled);
            Standardiser.Apply(pooled);
        }

        public Variable Forward(Tape tape, Variable x)
        {
            foreach (var layer in _layers[..^1]) x = _dropout.Forward(tape, tape.Relu(layer.Forward(tape, x))); // [batch, hidden]
            return tape.L2Normalize(_norm.Forward(tape, _layers[^1].Forward(tape, x))); // [batch, joint]
        }

        public float[] Embed(IReadOnlyList<FeatureSequence> sequences)
        {
            ArgumentNullException.ThrowIfNull(sequences);
            if (sequences.Count == 0) return [];
            var pooled = new Tensor(sequences.Count, Standardiser.Width);
            for (var row = 0; row < sequences.Count; row++) Pool(sequences[row], pooled.Slice(row, 1).Span);
            var tape = Tape.ForInference();
            return Forward(tape, tape.Constant(pooled)).Value.Span.ToArray();
        }
    }
}
