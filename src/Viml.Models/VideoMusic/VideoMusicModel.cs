using System.Numerics.Tensors;
using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Weights;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.VideoMusic;

/// <summary>Pre-norm Transformer layers and a final norm; gives the first token, which is the class token.</summary>
internal sealed class TransformerStack
{
    private readonly TransformerLayer[] _layers;
    private readonly LayerNorm _norm;

    public TransformerStack(ParameterScope scope, VideoMusicConfig config)
    {
        var layer = new TransformerLayerConfig(config.Width, config.Heads, config.FeedForward, Dropout: config.Dropout);
        _layers = [.. Enumerable.Range(0, config.Layers).Select(index => new TransformerLayer(scope.Enter("layers").Enter(index), layer))];
        _norm = new LayerNorm(scope.Enter("norm"), config.Width);
    }

    /// <summary>How tokens and positions start: small beside the normalised features.</summary>
    public static Initializer TokenInitializer => Initializer.Normal(0.02f);

    public Variable Forward(Tape tape, Variable tokens, PaddingMask? padding)
    {
        foreach (var layer in _layers)
            // [batch, tokens, width], of the last layer the class token
            tokens = layer.Forward(tape, tokens, padding, layer == _layers[^1] ? 1 : null);
        return _norm.Forward(tape, tape.Select(tokens, 1, 0)); // [batch, width]
    }
}

/// <summary>
/// The Transformer of one modality (f^v, f^m or f^t): y = class token of Transformer([c, W x_1 + p_1, ..., W x_T + p_T]) with a learned
/// class token c and learned positions p.
/// </summary>
internal sealed class SequenceEncoder
{
    private readonly Linear _input;
    private readonly Variable _classToken;
    private readonly Variable _positions;
    private readonly TransformerStack _stack;

    public SequenceEncoder(ParameterScope scope, VideoMusicConfig config, int inputWidth, int steps)
    {
        _input = new Linear(scope.Enter("input"), inputWidth, config.Width);
        _classToken = scope.Parameter("class_token", [1, config.Width], TransformerStack.TokenInitializer);
        _positions = scope.Parameter("positions", [steps, config.Width], TransformerStack.TokenInitializer);
        _stack = new TransformerStack(scope, config);
    }

    /// <summary>y [batch, width] of x [batch, time, input].</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">Standardised features.</param>
    /// <param name="padding">
    /// [batch, 1 + time], step 0 is the class token. A sequence of padding only gives the output of the class token alone.
    /// </param>
    public Variable Forward(Tape tape, Variable x, PaddingMask? padding)
    {
        var (batch, time) = (x.Size(0), x.Size(1));
        var width = _classToken.Size(1);
        var steps = tape.Add(_input.Forward(tape, x), tape.SliceAxis(_positions, 0, 0, time)); // [batch, time, width]
        var tokens = tape.Concat(1, tape.Expand(_classToken, batch, 1, width), steps); // [batch, 1 + time, width]
        return _stack.Forward(tape, tokens, padding);
    }
}

/// <summary>
/// f^vt: y^vt = class token of Transformer([c, y^v + e_v, y^t + e_t]) with a learned class token c and type embeddings e.
/// </summary>
internal sealed class FusionEncoder
{
    private readonly Variable _classToken;
    private readonly Variable _types;
    private readonly TransformerStack _stack;

    public FusionEncoder(ParameterScope scope, VideoMusicConfig config)
    {
        _classToken = scope.Parameter("class_token", [1, config.Width], TransformerStack.TokenInitializer);
        _types = scope.Parameter("types", [2, config.Width], TransformerStack.TokenInitializer);
        _stack = new TransformerStack(scope, config);
    }

    /// <summary>y^vt [batch, width] of y^v and y^t, both [batch, width].</summary>
    public Variable Forward(Tape tape, Variable video, Variable text)
    {
        var (batch, width) = (video.Size(0), video.Size(1));
        var tokens = tape.Concat(1, tape.Reshape(video, batch, 1, width), tape.Reshape(text, batch, 1, width)); // [batch, 2, width]
        var typed = tape.Add(tokens, _types);
        return _stack.Forward(tape, tape.Concat(1, tape.Expand(_classToken, batch, 1, width), typed), padding: null);
    }
}

/// <summary>
/// ViML (McKee et al. 2023): y^v = f^v(x^v), y^t = f^t(x^t), query = f^vt(y^v, y^t), music = f^m(x^m), all of unit length in one space,
/// trained with InfoNCE. Text dropout replaces x^t by x^NULL, the feature of the empty string, so that one model serves video alone and
/// video with text; a video can be left out likewise, so that a text alone works. Without text (<see cref="VideoMusicConfig.UsesText"/>) it
/// is MVPt: f^v and f^m.
/// </summary>
/// <remarks>Inference is thread-safe while the parameters are not being trained.</remarks>
public sealed class VideoMusicModel
{
    /// <summary>The similarity scale of InfoNCE at the start, 1 / 0.07.</summary>
    private static readonly float StartingLogScale = MathF.Log(1 / 0.07f);

    private readonly SequenceEncoder _video;
    private readonly SequenceEncoder _music;
    private readonly SequenceEncoder? _text;
    private readonly FusionEncoder? _fusion;
    private readonly Linear _tags;
    private readonly Variable _nullText;

    /// <summary>Takes or makes the parameters in <paramref name="parameters"/>.</summary>
    public VideoMusicModel(VideoMusicConfig config, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(parameters);
        Config = config.Validate();
        Parameters = parameters;
        var root = parameters.Root;
        _video = new SequenceEncoder(root.Enter("video"), config, config.VideoWidth, config.VideoSteps);
        _music = new SequenceEncoder(root.Enter("music"), config, config.MusicWidth, config.MusicSteps);
        if (config.UsesText)
        {
            _text = new SequenceEncoder(root.Enter("text"), config, config.TextWidth, config.TextSteps);
            _fusion = new FusionEncoder(root.Enter("fusion"), config);
        }
        _tags = new Linear(root.Enter("tags"), config.JointWidth, config.Tags);
        LogScale = config.Temperature is { } temperature
            ? root.Buffer("log_scale", [1], Initializer.Constant((float)-Math.Log(temperature)))
            : root.Parameter("log_scale", [1], Initializer.Constant(StartingLogScale));
        VideoStandardiser = new Standardiser(root.Enter("video").Enter("standardise"), config.VideoWidth);
        MusicStandardiser = new Standardiser(root.Enter("music").Enter("standardise"), config.MusicWidth);
        TextStandardiser = new Standardiser(root.Enter("text").Enter("standardise"), config.TextWidth);
        _nullText = root.Enter("text").Buffer("null", [config.TextWidth], Initializer.Zeros);
        parameters.EnsureComplete();
    }

    /// <summary>The sizes.</summary>
    public VideoMusicConfig Config { get; }

    /// <summary>Every parameter and buffer.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>
    /// The logarithm of the scale of cosine similarities in InfoNCE, [1], learned unless the temperature is chosen; the loss clamps the
    /// scale at 100.
    /// </summary>
    public Variable LogScale { get; }

    /// <summary>x^NULL: the feature of the empty string, as the text encoder gives it.</summary>
    public ReadOnlySpan<float> NullText => _nullText.Value.Span;

    internal Standardiser VideoStandardiser { get; }
    internal Standardiser MusicStandardiser { get; }
    internal Standardiser TextStandardiser { get; }

    /// <summary>A model with random weights.</summary>
    public static VideoMusicModel Random(VideoMusicConfig config, int seed) => new(config, ParameterSet.Random(seed));

    /// <summary>A model with the weights of a safetensors file.</summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public static VideoMusicModel Load(VideoMusicConfig config, string path) =>
        WeightFiles.Load(path, parameters => new VideoMusicModel(config, parameters));

    /// <summary>Fixes how inputs are standardised. To be called before training.</summary>
    public void Standardise(FeatureStatistics video, FeatureStatistics music, FeatureStatistics text)
    {
        VideoStandardiser.Set(video);
        MusicStandardiser.Set(music);
        TextStandardiser.Set(text);
    }

    /// <summary>Stores x^NULL, the mean over the steps that the encoder gives for the empty string. To be called before training.</summary>
    public void SetNullText(ReadOnlySpan<float> steps)
    {
        var count = RequireSteps(steps, nameof(steps));
        var mean = _nullText.Value.Span;
        steps[..Config.TextWidth].CopyTo(mean);
        for (var step = 1; step < count; step++)
            TensorPrimitives.Add(mean, steps.Slice(step * Config.TextWidth, Config.TextWidth), mean);
        TensorPrimitives.Divide(mean, count, mean);
    }

    /// <summary>An empty batch whose rows have the maximum number of steps.</summary>
    public VideoMusicBatch CreateBatch(int size) => new(this, size, Config.VideoSteps, Config.MusicSteps);

    /// <summary>Embeddings of both sides and their tags, for a loss.</summary>
    public VideoMusicOutput Forward(Tape tape, VideoMusicBatch batch)
    {
        var query = ForwardQuery(tape, batch);
        var music = ForwardMusic(tape, batch);
        return new VideoMusicOutput(query, music, ForwardTags(tape, query), ForwardTags(tape, music));
    }

    /// <summary>Query embeddings of unit length, [batch, joint].</summary>
    public Variable ForwardQuery(Tape tape, VideoMusicBatch batch)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(batch);
        var video = _video.Forward(tape, tape.Constant(batch.Video), batch.VideoPadding); // y^v
        if (_text is null || _fusion is null)
            return tape.L2Normalize(video);
        var text = _text.Forward(tape, tape.Constant(batch.Text), batch.TextPadding); // y^t
        return tape.L2Normalize(_fusion.Forward(tape, video, text)); // y^vt
    }

    /// <summary>Music embeddings of unit length, [batch, joint].</summary>
    public Variable ForwardMusic(Tape tape, VideoMusicBatch batch)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(batch);
        return tape.L2Normalize(_music.Forward(tape, tape.Constant(batch.Music), batch.MusicPadding)); // y^m
    }

    /// <summary>The embedding of a stretch of music: a unit vector.</summary>
    public float[] EmbedMusic(FeatureSequence music) => EmbedMusic([music]);

    /// <summary>The embeddings of stretches of music, one row after the other.</summary>
    /// <exception cref="ArgumentException">A sequence is empty or of another width.</exception>
    public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music)
    {
        ArgumentNullException.ThrowIfNull(music);
        if (music.Count == 0)
            return [];
        if (music.Any(sequence => sequence is null || sequence.Time == 0))
            throw new ArgumentException("An empty sequence has no embedding.", nameof(music));
        var batch = new VideoMusicBatch(this, music.Count, 1, StepsFor(music, Config.MusicSteps));
        for (var row = 0; row < music.Count; row++)
            batch.SetMusic(row, music[row]);
        return ForwardMusic(Tape.ForInference(), batch).Value.Span.ToArray();
    }

    /// <summary>The embedding of a query: a unit vector.</summary>
    /// <param name="video">The video; null or no steps for a text alone.</param>
    /// <param name="text">The steps of the text, [steps, width]; empty for the video alone.</param>
    /// <exception cref="ArgumentException">Neither is given, a width is wrong, or the model takes no text.</exception>
    public float[] EmbedQuery(FeatureSequence? video, ReadOnlySpan<float> text)
    {
        var hasVideo = video is { Time: > 0 };
        if (!hasVideo && text.IsEmpty)
            throw new ArgumentException("A query needs a video, a text, or both.", nameof(video));
        if (!Config.UsesText && !text.IsEmpty)
            throw new ArgumentException("This model takes no text.", nameof(text));
        var batch = new VideoMusicBatch(this, 1, hasVideo ? StepsFor([video!], Config.VideoSteps) : 1, 1);
        batch.SetVideo(0, video);
        batch.SetText(0, text);
        return ForwardQuery(Tape.ForInference(), batch).Value.Span.ToArray();
    }

    /// <summary>The probability of each tag for an embedding of a track or of a query, from the linear head on the joint space.</summary>
    public float[] Tags(ReadOnlySpan<float> jointEmbedding)
    {
        if (jointEmbedding.Length != Config.JointWidth)
            throw new ArgumentException(
                $"An embedding has {Config.JointWidth} numbers, this one {jointEmbedding.Length}.", nameof(jointEmbedding));
        var tape = Tape.ForInference();
        var embedding = new Variable(Tensor.From(jointEmbedding.ToArray(), 1, Config.JointWidth));
        var probabilities = ForwardTags(tape, embedding).Value.Span.ToArray();
        Probabilities.FromLogits(probabilities);
        return probabilities;
    }

    /// <summary>Tag logits [batch, tags]. Without a tag weight no gradient passes into the embedding.</summary>
    private Variable ForwardTags(Tape tape, Variable embedding)
    {
        var read = Config.TagWeight > 0 ? embedding : tape.Constant(embedding.Value);
        // A number of a unit vector is about 1 / sqrt(width): brought to about 1, as the head's initialisation expects.
        return _tags.Forward(tape, tape.Scale(read, MathF.Sqrt(Config.JointWidth)));
    }

    /// <summary>The number of steps of a text.</summary>
    internal int RequireSteps(ReadOnlySpan<float> text, string name) =>
        text.Length > 0 && text.Length % Config.TextWidth == 0
            ? text.Length / Config.TextWidth
            : throw new ArgumentException($"A step of a text has {Config.TextWidth} numbers, this text {text.Length}.", name);

    /// <summary>Short inputs are not padded further than the longest of the batch: padding changes nothing but costs time.</summary>
    private static int StepsFor(IReadOnlyList<FeatureSequence> sequences, int maximum) =>
        Math.Min(sequences.Max(sequence => sequence.Time), maximum);
}

/// <summary>The output for a batch: unit embeddings of queries and music [batch, joint] and the tag logits of both [batch, tags].</summary>
public sealed record VideoMusicOutput(Variable Query, Variable Music, Variable QueryTags, Variable MusicTags);
