namespace Viml.Models.Encoders;

/// <summary>Several video encoders side by side: the features of a second are those of all encoders, one behind the other.</summary>
public sealed class VideoEncoderGroup : IVideoEncoder
{
    private VideoEncoderGroup(IReadOnlyList<IVideoEncoder> parts) => Parts = parts;

    /// <summary>The encoders.</summary>
    public IReadOnlyList<IVideoEncoder> Parts { get; }

    /// <inheritdoc/>
    public string Name => string.Join('+', Parts.Select(part => part.Name));

    /// <inheritdoc/>
    public string Version => string.Join('+', Parts.Select(part => part.Version));

    /// <inheritdoc/>
    public int Width => Parts.Sum(part => part.Width);

    /// <inheritdoc/>
    public double Rate => Parts[0].Rate;

    /// <inheritdoc/>
    public EncoderCost? Cost => Parts.All(part => part.Cost is not null)
        ? new EncoderCost(Parts.Sum(part => part.Cost!.Parameters), Parts.Sum(part => part.Cost!.MultiplyAdds))
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<LanguageColumns> Language =>
    [
        .. Parts.SelectMany((part, index) =>
        {
            var before = Parts.Take(index).Sum(other => other.Width);
            return part.Language.Select(columns => columns with { First = before + columns.First });
        }),
    ];

    /// <summary>One encoder as it is, several as a group.</summary>
    /// <exception cref="ArgumentException">There is none, one is named twice, or their rates differ.</exception>
    public static IVideoEncoder Of(IReadOnlyList<IVideoEncoder> encoders)
    {
        ArgumentNullException.ThrowIfNull(encoders);
        if (encoders.Count == 0)
            throw new ArgumentException("At least one video encoder is needed.", nameof(encoders));
        if (encoders.DistinctBy(encoder => encoder.Name).Count() < encoders.Count)
            throw new ArgumentException(
                $"A video encoder is named twice: {string.Join(", ", encoders.Select(encoder => encoder.Name))}.", nameof(encoders));
        if (encoders.FirstOrDefault(encoder => encoder.Rate != encoders[0].Rate) is { } other)
            throw new ArgumentException(
                $"Encoders side by side must have one rate: {encoders[0].Name} has {encoders[0].Rate}/s, {other.Name} {other.Rate}/s.",
                nameof(encoders));
        return encoders.Count == 1 ? encoders[0] : new VideoEncoderGroup(encoders);
    }

    /// <summary>The encoders that stand side by side in an encoder: those of a group, or the encoder itself.</summary>
    public static IReadOnlyList<IVideoEncoder> PartsOf(IVideoEncoder encoder) =>
        encoder is VideoEncoderGroup group ? group.Parts : [encoder];

    /// <inheritdoc/>
    public IReadOnlyList<FrameRequest> Frames => [.. Parts.SelectMany(part => part.Frames)];

    /// <summary>
    /// The encoders read their frames at the same time. Where the last second gives some of them no step, they repeat their last one.
    /// </summary>
    public FeatureSequence Encode(IReadOnlyList<FrameStream> streams)
    {
        ArgumentNullException.ThrowIfNull(streams);
        var waiting = new Queue<FrameStream>(streams);
        var encoding = Parts.Select(part =>
        {
            FrameStream[] own = [.. part.Frames.Select(_ => waiting.Dequeue())];
            return Task.Factory.StartNew(
                () => EncodePart(part, own), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }).ToArray();
        return SideBySide(Task.WhenAll(encoding).GetAwaiter().GetResult());
    }

    private static FeatureSequence EncodePart(IVideoEncoder part, FrameStream[] streams)
    {
        try
        {
            return part.Encode(streams);
        }
        finally
        {
            foreach (var stream in streams) stream.Source?.Dispose(); // the others must not wait for this one
        }
    }

    /// <summary>Features of the same video, one behind the other in each step. Shorter ones repeat their last step.</summary>
    public static FeatureSequence SideBySide(IReadOnlyList<FeatureSequence> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var width = sequences.Sum(sequence => sequence.Width);
        var time = sequences.Any(sequence => sequence.Time == 0) ? 0 : sequences.Max(sequence => sequence.Time);
        var values = new float[time * width];
        for (var step = 0; step < time; step++)
        {
            var rest = values.AsSpan(step * width, width);
            foreach (var sequence in sequences)
            {
                sequence.Step(Math.Min(step, sequence.Time - 1)).CopyTo(rest);
                rest = rest[sequence.Width..];
            }
        }
        return new FeatureSequence(values, time, width, sequences[0].Rate);
    }
}
