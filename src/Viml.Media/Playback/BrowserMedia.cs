using System.Globalization;
using Viml.Engine.Files;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Playback;

/// <summary>
/// Which media files the common browsers (Chromium, Firefox, Safari) play as they are, and copies of the others that they do play.
/// Thread-safe.
/// </summary>
public static class BrowserMedia
{
    private const int LargestSide = 1280; // of a copy: it is for looking at beside the music
    private const double StillSeconds = 4;

    private static readonly string[] WavCodecs = ["pcm_s16le", "pcm_u8", "pcm_s24le", "pcm_f32le"];
    private static readonly string[] PlainColours = ["yuv420p", "yuvj420p"];

    /// <summary>The media type under which a music file can be sent as it is; null where a copy is needed.</summary>
    public static string? TypeOfMusic(MediaInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info is not { Audio.Codec: { } codec, Video: null }) return null;
        return (info.Format.Split(',')[0], codec) switch
        {
            ("mp3", "mp3") => "audio/mpeg",
            ("flac", "flac") => "audio/flac",
            ("wav", _) when WavCodecs.Contains(codec) => "audio/wav",
            ("ogg", "vorbis" or "opus" or "flac") => "audio/ogg",
            ("aac", "aac") => "audio/aac",
            ("mov", "aac" or "mp3") => "audio/mp4",
            ("matroska", "vorbis" or "opus") => "audio/webm",
            _ => null,
        };
    }

    /// <summary>The media type under which a video can be sent as it is; null where a copy is needed.</summary>
    public static string? TypeOfVideo(MediaInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return (info.Format.Split(',')[0], info.Video?.Codec, info.Audio?.Codec) switch
        {
            ("mov", "h264", null or "aac" or "mp3") when IsPlain(info.Video!) => "video/mp4",
            ("matroska", "vp8" or "vp9" or "av1", null or "vorbis" or "opus") => "video/webm",
            _ => null,
        };
    }

    /// <summary>Writes the sound of a file as mp3. The file appears only when it is complete.</summary>
    /// <exception cref="MediaFormatException">The file is missing or cannot be read.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing, hangs, or cannot decode it.</exception>
    public static void WriteMusic(string path, MediaInfo info, string target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.Audio is not { } audio) throw new MediaFormatException(path, "a file with sound", "a file without sound");
        Run(path, target,
            [
                .. MediaFile.InputLimits, .. MediaFile.Input(MediaFile.RequireReadable(path, "an audio file")), "-map", Stream(audio.Index),
                "-vn", "-sn", "-dn", "-c:a", "libmp3lame", "-q:a", "2", "-ac", "2", "-f", "mp3",
            ],
            cancellation);
    }

    /// <summary>
    /// Writes a video as mp4: streams that browsers play are taken over, others become H.264 of at most 1280 pixels a side and AAC. The
    /// file appears only when it is complete.
    /// </summary>
    /// <inheritdoc cref="WriteMusic" path="/exception"/>
    public static void WriteVideo(string path, MediaInfo info, string target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.Video is not { } video) throw new MediaFormatException(path, "a video", "a file without moving pictures");
        using var playable = Video.AnimatedWebP.Playable(path, MediaTools.Default, cancellation);
        var fullPath = MediaFile.RequireReadable(playable.Path, "a video");
        Run(path, target,
            [
                .. MediaFile.InputLimits, .. MediaFile.PictureLimits, .. MediaFile.Input(fullPath), "-map", Stream(video.Index),
                .. info.Audio is { } audio ? new[] { "-map", Stream(audio.Index) } : [], "-sn", "-dn",
                .. video is { Codec: "h264" } && IsPlain(video) ? ["-c:v", "copy"] : Encoding($"scale={Size}"),
                .. info.Audio is null ? Array.Empty<string>()
                    : info.Audio.Codec is "aac" or "mp3" ? ["-c:a", "copy"] : ["-c:a", "aac", "-b:a", "160k", "-ac", "2"],
                "-movflags", "+faststart", "-f", "mp4",
            ],
            cancellation);
    }

    /// <summary>Writes pictures as an mp4 that shows each for four seconds. The file appears only when it is complete.</summary>
    /// <inheritdoc cref="WriteMusic" path="/exception"/>
    public static void WriteSlideshow(IReadOnlyList<string> pictures, string target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentOutOfRangeException.ThrowIfZero(pictures.Count, nameof(pictures));
        const string Canvas = "scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:-1:-1,setsar=1,format=yuv420p";
        var seconds = StillSeconds.ToString(CultureInfo.InvariantCulture);
        var shown = pictures.Select((_, i) => $"[{i}]{Canvas},loop=-1:1,trim=duration={seconds},fps=25,setpts=PTS-STARTPTS[p{i}]");
        var joined = string.Concat(pictures.Select((_, i) => $"[p{i}]")) + $"concat=n={pictures.Count}[out]";
        Run(pictures[0], target,
            [
                .. pictures.SelectMany(picture => new[]
                {
                    MediaFile.InputLimits, MediaFile.PictureLimits, MediaFile.Input(MediaFile.RequireReadable(picture, "a picture")),
                }.SelectMany(arguments => arguments)),
                "-filter_complex", string.Join(';', shown.Append(joined)), "-map", "[out]", .. Encoding(null), "-r", "25",
                "-movflags", "+faststart", "-f", "mp4",
            ],
            cancellation);
    }

    private static string Size =>
        $"'min({LargestSide},iw)':'min({LargestSide},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2";

    private static bool IsPlain(VideoStream video) => PlainColours.Contains(video.PixelFormat);

    private static string[] Encoding(string? filter) =>
    [
        .. filter is null ? Array.Empty<string>() : ["-vf", filter],
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p",
    ];

    private static string Stream(int index) => $"0:{index.ToString(CultureInfo.InvariantCulture)}";

    private static void Run(string about, string target, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var output = new PendingFile(target);
        // What it says about its progress shows that it does not hang.
        using var run = MediaTools.Default.StartFfmpeg(
            [.. arguments, "-progress", "pipe:1", "-y", MediaFile.ForFfmpeg(output.Path)], about, feedsInput: false, cancellation);
        var said = new byte[4096];
        while (run.Read(said) > 0)
        {
        }
        run.Finish().ThrowIfFailed();
        output.Commit();
    }
}
