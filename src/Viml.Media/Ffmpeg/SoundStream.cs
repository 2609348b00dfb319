using System.Globalization;
using System.Text.RegularExpressions;

namespace Viml.Media.Ffmpeg;

/// <summary>A stream of sound as ffmpeg describes it in one line, and its tags.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Layout">The arrangement of its channels, such as "stereo" or "10 channels".</param>
/// <param name="Dispositions">What it is marked as, such as "default" or "comment".</param>
internal sealed partial record SoundStream(int Number, string Layout, IReadOnlyList<string> Dispositions)
{
    public Dictionary<string, string> Tags { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many channels it has; 0 where the arrangement has a name that does not say.</summary>
    public int Channels => Layout switch
    {
        "mono" => 1,
        "stereo" or "downmix" or "binaural" => 2,
        "quad" or "quad(side)" => 4,
        "hexagonal" => 6,
        "octagonal" or "cube" => 8,
        "hexadecagonal" => 16,
        _ => UnnamedChannels ?? ByDigits(),
    };

    /// <summary>How many channels it has if nothing says where they stand; null where their arrangement has a name.</summary>
    public int? UnnamedChannels => Layout.Split(' ') is [var number, "channels"]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>Reads a line such as "Stream #0:1[0x2](und): Audio: aac (LC), 44100 Hz, mono, fltp, 69 kb/s (default)".</summary>
    public static SoundStream? Parse(string line)
    {
        if (Line().Match(line) is not { Success: true } match) return null;
        var marks = Marks().Match(line).Groups[1].Captures.Select(mark => mark.Value.Replace(' ', '_'));
        return new SoundStream(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), match.Groups[2].Value, [.. marks]);
    }

    /// <summary>How it compares with others: <see cref="StreamChoice"/>.</summary>
    public (bool, bool, long) Judge() =>
        (Dispositions.Intersect(StreamChoice.AsideDispositions).Any()
            || StreamChoice.IsAsideByTitle(Tags.GetValueOrDefault("title") ?? Tags.GetValueOrDefault("handler_name")),
            Dispositions.Contains("default"), Channels);

    // "5.1(side)" has 6 channels.
    private int ByDigits() => Layout.Split('(')[0].Split('.')
        .Sum(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0);

    [GeneratedRegex(@"^Stream #0:(\d+)[^ ]*: Audio: .*?, \d+ Hz, ([^,]+)")]
    private static partial Regex Line();

    [GeneratedRegex(@"(?: \(([a-z ]+)\))+$")]
    private static partial Regex Marks();
}
