using System.Globalization;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Audio;

/// <summary>Plays a stretch of a file on the loudspeakers, with ffplay.</summary>
public static class SoundPlayer
{
    /// <summary>Plays, and returns when it is over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">Where to begin, in seconds.</param>
    /// <param name="seconds">How long; less than the idle limit of <paramref name="tools"/>.</param>
    /// <param name="tools">The programs; null for the usual ones.</param>
    /// <param name="cancellation">Stops playing.</param>
    /// <exception cref="MediaFormatException">The file is missing.</exception>
    /// <exception cref="ExternalProgramException">ffplay is missing, or finds no sound or no loudspeakers.</exception>
    public static void Play(
        string path, double start, double seconds, MediaTools? tools = null, CancellationToken cancellation = default)
    {
        var file = MediaFile.RequireReadable(path, "an audio file");
        string[] arguments =
        [
            "-vn", "-ss", start.ToString("0.###", CultureInfo.InvariantCulture),
            "-t", seconds.ToString("0.###", CultureInfo.InvariantCulture), "-i", file,
        ];
        using var player = (tools ?? MediaTools.Default).StartFfplay(arguments, path, cancellation);
        player.Finish().ThrowIfFailed();
    }
}
