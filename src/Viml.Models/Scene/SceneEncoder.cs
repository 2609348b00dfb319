using System.Numerics.Tensors;

namespace Viml.Models.Scene;

/// <summary>
/// The <c>scene</c> video encoder: a deterministic descriptor of what a second of video looks like (colour, layout, edges) and what happens
/// in it (motion, cuts), from four small frames. No weights, no downloads; <see cref="SceneFeatures"/> lists the numbers.
/// </summary>
public sealed class SceneEncoder : IVideoEncoder
{
    /// <summary>The name of the encoder.</summary>
    public const string EncoderName = "scene";

    /// <summary>The version of the descriptor.</summary>
    public const string CodeVersion = "1";

    private const int FramesPerSecond = 4;

    // Where the measures that describe single frames end and those between frames begin.
    private static readonly int LayoutStart = ColourMeasures.Features.Length;
    private static readonly int EdgeStart = LayoutStart + LayoutMeasures.Features.Length;
    private static readonly int MotionStart = EdgeStart + EdgeMeasures.Features.Length;

    /// <inheritdoc/>
    public string Name => EncoderName;

    /// <inheritdoc/>
    public string Version => CodeVersion;

    /// <inheritdoc/>
    public int Width => SceneFeatures.Count;

    /// <inheritdoc/>
    public double Rate => 1;

    /// <summary>Width in pixels of a frame.</summary>
    public int FrameWidth => FramePlanes.Width;

    /// <summary>Height in pixels of a frame.</summary>
    public int FrameHeight => FramePlanes.Height;

    /// <summary>Frames per second.</summary>
    public double FrameRate => FramesPerSecond;

    /// <inheritdoc/>
    public IReadOnlyList<FrameRequest> Frames => [new(FrameRate, (FrameWidth, FrameHeight))];

    /// <inheritdoc/>
    public FeatureSequence Encode(IReadOnlyList<FrameStream> streams)
    {
        ArgumentNullException.ThrowIfNull(streams);
        var features = Encode(streams[0].Frames);
        if (streams[0].IsSlideshow)
            for (var step = 0; step < features.Time; step++)
                features.Values.AsSpan(step * Width, Width)[MotionStart..].Clear(); // what is typical
        return features;
    }

    /// <summary>Encodes frames of <see cref="FrameWidth"/> x <see cref="FrameHeight"/>.</summary>
    public FeatureSequence Encode(IEnumerable<ReadOnlyMemory<byte>> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var planes = new FramePlanes();
        var motion = new MotionMeasures();
        var frame = new float[MotionStart];
        var second = new float[Width];
        var values = new List<float>();
        var inSecond = 0;
        foreach (var rgb in frames)
        {
            if (rgb.Length != FramePlanes.Pixels * 3)
                throw new ArgumentException(
                    $"A frame has {rgb.Length} bytes; {FrameWidth} x {FrameHeight} RGB24 has {FramePlanes.Pixels * 3}.", nameof(frames));
            planes.Fill(rgb.Span);
            MeasureFrame(planes, frame);
            TensorPrimitives.Add(second.AsSpan(0, MotionStart), frame, second.AsSpan(0, MotionStart));
            motion.Add(planes);
            if (++inSecond == FramesPerSecond)
                FinishSecond(second, motion, values, ref inSecond);
        }
        if (inSecond > 0)
            FinishSecond(second, motion, values, ref inSecond);
        return new FeatureSequence([.. values], values.Count / Width, Width, Rate);
    }

    private static void MeasureFrame(FramePlanes planes, Span<float> raw)
    {
        ColourMeasures.Measure(planes, raw[..LayoutStart]);
        LayoutMeasures.Measure(planes, raw[LayoutStart..EdgeStart]);
        EdgeMeasures.Measure(planes.L, raw[EdgeStart..]);
    }

    private static void FinishSecond(float[] second, MotionMeasures motion, List<float> values, ref int frames)
    {
        TensorPrimitives.Divide(second.AsSpan(0, MotionStart), frames, second.AsSpan(0, MotionStart));
        motion.Finish(second.AsSpan(MotionStart));
        for (var i = 0; i < second.Length; i++)
            values.Add(SceneFeatures.All[i].Scale(second[i]));
        Array.Clear(second);
        frames = 0;
    }
}
