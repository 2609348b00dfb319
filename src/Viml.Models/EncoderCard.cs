namespace Viml.Models;

/// <summary>An encoder in a list.</summary>
/// <param name="Name">The name by which it is chosen.</param>
/// <param name="Modality">What it reads.</param>
/// <param name="Version">Changes whenever the same file would give other features.</param>
/// <param name="Width">Numbers per feature vector.</param>
/// <param name="Rate">Feature vectors per second; null for texts, which have one each.</param>
/// <param name="Licence">The licence of the weights; an SPDX identifier where there is one.</param>
/// <param name="Cost">Null where it was not counted.</param>
/// <param name="IsReady">False where its weights have to be installed first.</param>
/// <param name="Install">The command that installs it; null where it is ready.</param>
public sealed record EncoderCard(
    string Name, Modality Modality, string Version, int Width, double? Rate, string Licence, EncoderCost? Cost, bool IsReady,
    string? Install = null)
{
    /// <summary>The card of an encoder that is ready.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="licence">The licence of its weights where the encoder itself does not know.</param>
    public static EncoderCard Of(IEncoder encoder, string licence)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new EncoderCard(
            encoder.Name, encoder.Modality, encoder.Version, encoder.Width, encoder.Rate > 0 ? encoder.Rate : null,
            encoder.Licence ?? licence,
            encoder.Cost, IsReady: true);
    }
}
