using System.Globalization;
using System.Text.Json;
using Viml.Media.Ffmpeg;
using Viml.Media.Tags;

namespace Viml.Media;

/// <summary>Reads the JSON of ffprobe. Pure: works on recorded output as on a live one.</summary>
internal static class ProbeParser
{
    /// <summary>Codecs of pictures, which audio files carry as cover art and ffmpeg shows as video streams.</summary>
    private static readonly string[] PictureCodecs = ["mjpeg", "png", "bmp", "webp", "tiff", "jpeg2000", "ljpeg"];

    private static readonly string[] AudioContainers =
        ["mp3", "flac", "ogg", "wav", "aiff", "aac", "ape", "wv", "mpc", "mpc8", "tta", "dsf", "oma", "w64", "caf"];

    /// <exception cref="MediaFormatException">The output is not what ffprobe writes, or the file is a playlist.</exception>
    public static MediaInfo Parse(ReadOnlyMemory<byte> json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Parse(document.RootElement, path);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new MediaFormatException(path, "a description of the file from ffprobe", $"unreadable output ({error.Message})",
                "Check that 'ffprobe' is the program of the ffmpeg project.", error);
        }
    }

    /// <exception cref="MediaFormatException">The container is a playlist.</exception>
    public static void RefusePlaylist(string container, string path)
    {
        if (Containers.IsPlaylist(container))
            throw new MediaFormatException(
                path, "an audio or video file", $"a list of other files ({container})", "Name the files themselves.");
    }

    /// <summary>The end of a packet in seconds from a line "pts,duration"; 0 where the file does not say.</summary>
    public static double PacketEnd(string line)
    {
        var parts = line.Split(',');
        return Seconds(parts[0]) + (parts.Length > 1 ? Seconds(parts[1]) : 0);
    }

    private static MediaInfo Parse(JsonElement root, string path)
    {
        var streams = root.TryGetProperty("streams", out var list) ? [.. list.EnumerateArray()] : Array.Empty<JsonElement>();
        root.TryGetProperty("format", out var format);
        var container = Text(format, "format_name") ?? "unknown";
        RefusePlaylist(container, path);

        var audio = StreamChoice.Best(streams.Where(IsAudio), stream => Judge(stream, Integer(stream, "channels")));
        var video = StreamChoice.Best(
            streams.Where(stream => IsVideo(stream, container)),
            stream => Judge(stream, Integer(stream, "width") * Integer(stream, "height")));
        var picture = video.ValueKind == JsonValueKind.Object ? default : streams.FirstOrDefault(stream => IsStill(stream, container));
        return new MediaInfo(
            container,
            Duration(format, streams),
            audio.ValueKind == JsonValueKind.Object ? Audio(audio) : null,
            video.ValueKind == JsonValueKind.Object ? Video(video) : null,
            TagText.One(Tag("title")), TagText.Several(Tag("artist") ?? Tag("album_artist")), TagText.One(Tag("album")),
            TagText.Several(Tag("genre")),
            picture.ValueKind == JsonValueKind.Object ? Video(picture) with { IsStill = true, FrameRate = 0 } : null);

        // Ogg keeps tags on the stream, most others on the file.
        string? Tag(string name) => FindTag(format, name) ?? FindTag(audio, name);
    }

    // Text under the name of an mp3 can pass as a stream without rate and channels.
    private static bool IsAudio(JsonElement stream) =>
        Text(stream, "codec_type") == "audio" && Integer(stream, "sample_rate") > 0 && Integer(stream, "channels") > 0;

    private static (bool IsAside, bool IsDefault, long Size) Judge(JsonElement stream, long size) =>
        (StreamChoice.AsideDispositions.Any(name => Flag(stream, name)) || Integer(stream, "nb_frames") == 1
            || StreamChoice.IsAsideByTitle(FindTag(stream, "title") ?? FindTag(stream, "handler_name")),
            Flag(stream, "default"), size);

    private static bool IsVideo(JsonElement stream, string container)
    {
        if (Text(stream, "codec_type") != "video" || Integer(stream, "width") <= 0 || Integer(stream, "height") <= 0) return false;
        if (Flag(stream, "attached_pic") || Flag(stream, "timed_thumbnails") || Flag(stream, "still_image")) return false;
        return !IsImageFile(container) && !IsPicture(stream, container);
    }

    /// <summary>An image file; one whose picture cannot be decoded, or is larger than is allowed, states no size.</summary>
    private static bool IsStill(JsonElement stream, string container) => Text(stream, "codec_type") == "video"
        && (IsImageFile(container) || Flag(stream, "still_image")) && !Flag(stream, "attached_pic");

    private static bool IsImageFile(string container) =>
        container.StartsWith("image2", StringComparison.Ordinal) || container.EndsWith("_pipe", StringComparison.Ordinal);

    /// <summary>Cover art that is not marked as such; motion JPEG in a video container is video.</summary>
    private static bool IsPicture(JsonElement stream, string container) =>
        PictureCodecs.Contains(Text(stream, "codec_name"))
        && (AudioContainers.Intersect(container.Split(',')).Any()
            || Integer(stream, "nb_frames") == 1 || Rate(stream, "avg_frame_rate") == 0);

    private static AudioStream Audio(JsonElement stream) => new(
        (int)Integer(stream, "index"), Text(stream, "codec_name") ?? "unknown", (int)Integer(stream, "sample_rate"),
        (int)Integer(stream, "channels"));

    private static VideoStream Video(JsonElement stream)
    {
        var (width, height) = ((int)Integer(stream, "width"), (int)Integer(stream, "height"));
        var rotation = Rotation(stream);
        if (rotation is 90 or 270) (width, height) = (height, width);
        return new VideoStream((int)Integer(stream, "index"), Text(stream, "codec_name") ?? "unknown", width, height,
            Rate(stream, "avg_frame_rate"), rotation)
        {
            PixelFormat = Text(stream, "pix_fmt") ?? "",
        };
    }

    /// <summary>Clockwise quarter turns: the display matrix counts counter-clockwise, the older "rotate" tag clockwise.</summary>
    private static int Rotation(JsonElement stream)
    {
        var degrees = 0.0;
        if (stream.TryGetProperty("side_data_list", out var list)
            && list.EnumerateArray().FirstOrDefault(
                data => data.TryGetProperty("rotation", out _)) is { ValueKind: JsonValueKind.Object } matrix)
            degrees = -Number(matrix, "rotation");
        else if (FindTag(stream, "rotate") is { } tag)
            degrees = Seconds(tag);
        return (((int)Math.Round(degrees / 90) * 90 % 360) + 360) % 360;
    }

    private static double Duration(JsonElement format, JsonElement[] streams) =>
        Number(format, "duration") is var whole and > 0
            ? whole
            : streams.Select(stream => Number(stream, "duration")).Append(0).Max();

    private static double Rate(JsonElement stream, string name)
    {
        var parts = (Text(stream, name) ?? "").Split('/');
        if (parts.Length != 2) return 0;
        var (above, below) = (Seconds(parts[0]), Seconds(parts[1]));
        return below > 0 ? above / below : 0;
    }

    private static string? FindTag(JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty("tags", out var tags)) return null;
        foreach (var tag in tags.EnumerateObject())
        {
            if (!tag.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || tag.Value.ValueKind != JsonValueKind.String) continue;
            if (tag.Value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)) return text;
        }
        return null;
    }

    private static bool Flag(JsonElement stream, string name) =>
        stream.TryGetProperty("disposition", out var disposition) && Integer(disposition, name) == 1;

    private static long Integer(JsonElement owner, string name) => (long)Number(owner, name);

    private static double Number(JsonElement owner, string name) => Seconds(Text(owner, name) ?? "");

    /// <summary>A finite number; 0 for anything else, such as "N/A".</summary>
    private static double Seconds(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : 0;

    /// <summary>A string or a number as text; ffprobe writes some numbers in quotes and some without.</summary>
    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value)
            ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null }
            : null;
}
