namespace Viml.Media;

/// <summary>What a media file holds.</summary>
/// <param name="Format">The container as ffprobe names it, such as "mp3" or "mov,mp4,m4a,3gp,3g2,mj2".</param>
/// <param name="DurationSeconds">Length in seconds as the file says; 0 where nothing plays.</param>
/// <param name="Audio">The main audio stream; null without sound.</param>
/// <param name="Video">The main video stream; null without one. Cover art and still images are not video.</param>
/// <param name="Title">The title tag, from the file or its audio stream; null where missing or blank. So are the other tags.</param>
/// <param name="Picture">The picture of an image file; null in all others.</param>
public sealed record MediaInfo(
    string Format,
    double DurationSeconds,
    AudioStream? Audio,
    VideoStream? Video,
    string? Title = null,
    string? Artist = null,
    string? Album = null,
    string? Genre = null,
    VideoStream? Picture = null);

/// <summary>The sound of a media file.</summary>
/// <param name="Index">The number of the stream in the file.</param>
/// <param name="SampleRate">Samples per second and channel.</param>
public sealed record AudioStream(int Index, string Codec, int SampleRate, int Channels);

/// <summary>The picture of a media file.</summary>
/// <param name="Index">The number of the stream in the file.</param>
/// <param name="Width">Pixels as shown, after rotation.</param>
/// <param name="Height">Pixels as shown, after rotation.</param>
/// <param name="FrameRate">Average frames per second; 0 where the file does not say.</param>
/// <param name="Rotation">Degrees clockwise by which the stored picture is turned to be shown: 0, 90, 180 or 270.</param>
/// <param name="IsStill">
/// One picture, as in an image file. The rotation that a camera noted in it is applied when it is read, but not known before.
/// </param>
public sealed record VideoStream(
    int Index, string Codec, int Width, int Height, double FrameRate, int Rotation, bool IsStill = false)
{
    /// <summary>How colours are stored, as ffmpeg names it, such as "yuv420p"; empty where that is not known.</summary>
    public string PixelFormat { get; init; } = "";
}
