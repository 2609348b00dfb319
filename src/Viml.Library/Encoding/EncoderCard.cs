using Viml.Models;

namespace Viml.Library.Encoding;

/// <summary>What an encoder reads.</summary>
public enum Modality
{
    /// <summary>The picture of a video.</summary>
    Video,

    /// <summary>Sound.</summary>
    Music,

    /// <summary>Words.</summary>
    Text,
}

/// <summary>What an encoder says of itself.</summary>
/// <param name="Name">By which it is chosen.</param>
/// <param name="Modality">What it reads.</param>
/// <param name="Version">Changes whenever the same file would give other features.</param>
/// <param name="Width">Numbers per feature vector.</param>
/// <param name="Rate">Feature vectors per second; null for text, where each text has one.</param>
/// <param name="Licence">Of the weights; an SPDX identifier where there is one.</param>
/// <param name="Cost">Null where nobody counted.</param>
/// <param name="IsReady">False where its weights have to be had first.</param>
public sealed record EncoderCard(
    string Name, Modality Modality, string Version, int Width, double? Rate, string Licence, EncoderCost? Cost, bool IsReady)
{
    internal static EncoderCard Of(IVideoEncoder encoder, string licence) =>
        new(encoder.Name, Modality.Video, encoder.Version, encoder.Width, encoder.Rate, licence, encoder.Cost, true);

    internal static EncoderCard Of(IMusicEncoder encoder, string licence) =>
        new(encoder.Name, Modality.Music, encoder.Version, encoder.Width, encoder.Rate, licence, encoder.Cost, true);

    internal static EncoderCard Of(ITextEncoder encoder, string licence) =>
        new(encoder.Name, Modality.Text, encoder.Version, encoder.Width, null, licence, encoder.Cost, true);
}
