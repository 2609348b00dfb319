namespace Viml.Training.Fitting.Teaching;

/// <summary>
/// Music that MusiCNN is trained on, all of one kind: what is known of it, and how it is changed at random, depends on the kind.
/// </summary>
internal interface IMusicSource
{
    /// <summary>Number of pieces, each with at least one window.</summary>
    public int Count { get; }

    /// <summary>Fills a row of a batch with a random window of a piece.</summary>
    public void Load(int piece, Random random, MusicRow row);
}

/// <summary>One example of a batch: a window, and the targets of the tags.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Index">The number of the row.</param>
internal readonly record struct MusicRow(MusicBatch Batch, int Index)
{
    /// <summary>The log-mel spectrogram, [96, 188] in dB.</summary>
    public Span<float> Decibels => Batch.Mel.Slice(Index, 1).Span;

    /// <summary>The probability of each tag.</summary>
    public Span<float> Tags => Batch.Tags.Slice(Index, 1).Span;

    /// <summary>How much the target of each tag counts.</summary>
    public Span<float> Weights => Batch.Weights.Slice(Index, 1).Span;

    /// <summary>Sets the measures of the piece; none leaves them open.</summary>
    public void Measure(IReadOnlyDictionary<string, float> measures) => Batch.Measures.SetTargets(Index, measures);

    /// <summary>Sets what teachers hear in the window, standardised; null leaves it open.</summary>
    public void Teach(TeacherScale? scale, ReadOnlySpan<float> heard) => Batch.Teaching.SetTargets(Index, scale, heard);
}
