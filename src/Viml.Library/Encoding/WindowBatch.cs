namespace Viml.Library.Encoding;

/// <summary>A few windows of samples on their way from the decoder to the encoder.</summary>
/// <param name="Samples">Room for the windows of a full batch.</param>
internal sealed record WindowBatch(float[] Samples)
{
    /// <summary>Windows filled.</summary>
    public int Count { get; set; }

    /// <summary>Seconds of sound in them, without padding.</summary>
    public double Seconds { get; set; }
}
