using System.Globalization;
using System.Text.RegularExpressions;
using Viml.Media.Tags;

namespace Viml.Media.Ffmpeg;

/// <summary>
/// Reads ffmpeg's description of its input from what it says on stderr at <see cref="LogLevel"/>, so that no second program need be started
/// to ask for the duration and the tags. Lines are fed by one thread; another may wait for the description.
/// </summary>
/// <remarks>
/// The form has been stable for many years: "Input #0, mp3, from '...':", below it tags by two more spaces, "  Duration: 00:03:25.40, ...",
/// "  Stream #0:0: Audio: ..." with tags of its own, then "Stream mapping:" and the output. At this level every message begins with its
/// level in brackets, so that no tag or file name can pass for a line of ffmpeg's.
/// </remarks>
internal sealed partial class InputReport
{
    /// <summary>The log level for ffmpeg: everything up to information, each with its level.</summary>
    public const string LogLevel = "level+info";

    private static readonly string[] Wanted = ["title", "artist", "album_artist", "album", "genre", "handler_name"];
    private static readonly string[] Quiet = ["info", "warning", "verbose", "debug", "trace"];

    private readonly Dictionary<string, string> _ofFile = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SoundStream> _streams = [];
    private readonly List<string> _pictures = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Dictionary<string, string>? _section;
    private int _indent;
    private string? _key;
    private bool _isQuiet;
    private bool _inInput;

    /// <summary>
    /// The container as ffmpeg names it; empty until it is known. This and what follows may be read after <see cref="Wait"/>.
    /// </summary>
    public string Format { get; private set; } = "";

    /// <summary>The duration the file states; 0 where it does not.</summary>
    public double DurationSeconds { get; private set; }

    /// <summary>Whether the duration is an estimate of ffmpeg's, which trailing data or cover art can make far too long.</summary>
    public bool IsEstimate { get; private set; }

    /// <summary>The first stream of sound; null without sound.</summary>
    public SoundStream? FirstSound => _streams.FirstOrDefault();

    /// <summary>The stream of sound to read; null without sound.</summary>
    public SoundStream? MainSound => StreamChoice.Best(_streams, stream => stream.Judge());

    /// <summary>
    /// Whether the file is a video with a single stream of pictures that is neither cover art nor a still. False where that is in doubt.
    /// </summary>
    public bool IsPlainVideo => _pictures is [var line] && PlainVideo().IsMatch(line)
        && !Format.StartsWith("image2", StringComparison.Ordinal) && !Format.EndsWith("_pipe", StringComparison.Ordinal);

    /// <summary>Takes one line; returns its text if it is an error, else null.</summary>
    public string? Take(string line)
    {
        var (level, text) = Split(line);
        // A line without a level continues the message before it, such as a tag or a file name with a line break.
        if (level is not null)
            _isQuiet = Quiet.Contains(level);
        if (!_isQuiet)
            return text;
        if (level == "info")
            TakeInformation(text);
        else if (level is null)
            TakeContinuation(text);
        else if (text.Contains("Estimating duration from bitrate", StringComparison.Ordinal))
            IsEstimate = true;
        return null;
    }

    /// <summary>There are no more lines.</summary>
    public void End() => _complete.TrySetResult();

    /// <summary>Waits until the input has been described; false where that takes longer than <paramref name="limit"/>.</summary>
    public bool Wait(TimeSpan limit, CancellationToken cancellation) => _complete.Task.Wait(limit, cancellation);

    /// <summary>What the file says about itself.</summary>
    public SoundDescription Describe() =>
        new(DurationSeconds, TagText.One(Tag("title")), TagText.Several(Tag("artist") ?? Tag("album_artist")), TagText.One(Tag("album")),
            TagText.Several(Tag("genre")));

    // Levels stand in brackets, behind the name of the component where one speaks: "[mp3 @ 0x55d0c0] [error] Header missing". The level is
    // left out.
    private static (string? Level, string Text) Split(string line)
    {
        var at = 0;
        while (at < line.Length && line[at] == '[' && line.IndexOf(']', at) is var end and > 0)
        {
            var inside = line[(at + 1)..end];
            if (Quiet.Contains(inside) || inside is "error" or "fatal" or "panic")
                return (inside, line[..at] + (end + 2 <= line.Length ? line[(end + 2)..] : ""));
            at = Math.Min(end + 2, line.Length);
        }
        return (null, line);
    }

    private void TakeInformation(string text)
    {
        var indent = text.Length - text.AsSpan().TrimStart(' ').Length;
        if (indent == 0)
            TakeHeadline(text);
        else if (_inInput)
            TakeDetail(text, indent);
    }

    private void TakeHeadline(string text)
    {
        (_inInput, _section, _key) = (false, null, null);
        if (text.StartsWith("Input #0, ", StringComparison.Ordinal))
        {
            _inInput = true;
            Format = text["Input #0, ".Length..].Split(", from ")[0];
            (_section, _indent) = (_ofFile, 4);
        }
        else if (text.StartsWith("Stream mapping", StringComparison.Ordinal) || text.StartsWith("Output #", StringComparison.Ordinal))
            _complete.TrySetResult();
    }

    private void TakeDetail(string text, int indent)
    {
        var trimmed = text[indent..];
        if (trimmed.StartsWith("Stream #0:", StringComparison.Ordinal) && indent <= 4)
        {
            var sound = SoundStream.Parse(trimmed);
            if (sound is not null)
                _streams.Add(sound);
            else if (trimmed.Contains(": Video: ", StringComparison.Ordinal))
                _pictures.Add(trimmed);
            (_section, _indent, _key) = (sound?.Tags, 6, null);
        }
        else if (indent == 2 && trimmed.StartsWith("Duration: ", StringComparison.Ordinal))
        {
            _section = null;
            DurationSeconds = Seconds(trimmed["Duration: ".Length..].Split(',')[0]);
        }
        else if (trimmed == "Metadata:")
            _key = null;
        else if (indent < _indent)
            _section = null; // chapters, programs
        else if (_section is not null)
            TakeTag(text, indent);
    }

    // "    title           : Amber Map"
    private void TakeTag(string text, int indent)
    {
        var colon = text.IndexOf(": ", _indent, StringComparison.Ordinal);
        if (colon < 0)
            return;
        if (indent == _indent)
        {
            var name = text[_indent..colon].Trim();
            _key = Wanted.Contains(name, StringComparer.OrdinalIgnoreCase) && _section!.TryAdd(name, text[(colon + 2)..]) ? name : null;
        }
        else
            TakeContinuation(text);
    }

    // The lines of a longer tag go on with an empty key: "                    : the second line".
    private void TakeContinuation(string text)
    {
        if (_key is not null && text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
            && colon > _indent && text.AsSpan(0, colon).IsWhiteSpace())
            _section![_key] += " " + text[(colon + 1)..].Trim();
    }

    // Hours, minutes and seconds; 0 for "N/A".
    private static double Seconds(string text)
    {
        var seconds = 0.0;
        foreach (var part in text.Split(':'))
            seconds = double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? seconds * 60 + value
                : double.NaN;
        return double.IsFinite(seconds) ? seconds : 0;
    }

    private string? Tag(string name) =>
        UnlessBlank(_ofFile.GetValueOrDefault(name)) ?? UnlessBlank(MainSound?.Tags.GetValueOrDefault(name));

    // Not a codec of pictures, and marked as nothing but the default: "Stream #0:0(und): Video: h264 (High), yuv420p, ... (default)".
    [GeneratedRegex(@"^Stream #0:\d+[^ ]*: Video: (?!mjpeg|png|apng|bmp|gif|webp|tiff|jpeg|ljpeg)\w.*?[^)](?: \(default\))?$")]
    private static partial Regex PlainVideo();

    private static string? UnlessBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
