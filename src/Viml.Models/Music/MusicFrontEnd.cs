namespace Viml.Models.Music;

/// <summary>What MusiCNN hears: 3 s at 16 kHz as 188 frames of 96 mel bands in dB.</summary>
internal static class MusicFrontEnd
{
    public const int SampleRate = 16000;
    public const int WindowSamples = 3 * SampleRate;
    public const int Bands = 96;
    public const int Hop = 256;

    /// <summary>Frames of a window; the first is centred on its first sample.</summary>
    public const int Frames = WindowSamples / Hop + 1;

    public const double SecondsPerFrame = Hop / (double)SampleRate;
}
