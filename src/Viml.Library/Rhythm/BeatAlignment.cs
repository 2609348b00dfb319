using Viml.Library.Answers;
using Viml.Models.Rhythm;

namespace Viml.Library.Rhythm;

/// <summary>Moves the start of a track a little, so that the cuts of a video fall on downbeats, or at least on beats.</summary>
public static class BeatAlignment
{
    private const double Near = 0.04; // seconds: a frame of a film; nobody sees or hears less
    private const double BeatShare = 0.4; // of a cut on another beat beside one on a downbeat
    private const double DistanceCost = 0.02; // per second by which the start moves

    /// <summary>The track with its start moved so that cuts fall on its beats.</summary>
    /// <param name="track">A track that was found.</param>
    /// <param name="grid">Its beats; null where there are none.</param>
    /// <param name="cuts">The cuts of the video, in seconds from where the track begins to play.</param>
    public static RecommendedTrack Align(RecommendedTrack track, BeatGrid? grid, IReadOnlyList<double> cuts)
    {
        ArgumentNullException.ThrowIfNull(track);
        if (grid is null) return track with { OnBeat = false };
        var start = Align(track.Start, track.Length, grid, cuts);
        return track with { Start = start, Length = Math.Min(track.Length, track.Duration - start), OnBeat = start != track.Start };
    }

    /// <summary>
    /// The start, at most a bar from the one given, with which most cuts fall on downbeats; the nearest of equals. The start as it was
    /// where there are no cuts, or the beats are not sure.
    /// </summary>
    /// <param name="start">Where the track would start, in seconds.</param>
    /// <param name="length">How much of the track is heard, in seconds.</param>
    /// <param name="grid">The beats of the track.</param>
    /// <param name="cuts">The cuts of the video, in seconds from its beginning.</param>
    public static double Align(double start, double length, BeatGrid grid, IReadOnlyList<double> cuts)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(cuts);
        var heard = cuts.Where(cut => cut >= 0 && cut < length).ToArray();
        if (heard.Length == 0 || grid.Confidence < BeatGrid.Good)
            return start;
        double[] beats = [.. grid.Beats], downbeats = [.. grid.Downbeats];
        var bar = 60 / grid.Bpm * grid.BeatsPerBar;
        var candidates =
            from cut in heard
            from downbeat in downbeats
            let moved = downbeat - cut
            where moved >= 0 && Math.Abs(moved - start) <= bar
            select moved;
        return candidates.Append(start).MaxBy(moved => heard.Sum(cut => Value(moved + cut)) - DistanceCost * Math.Abs(moved - start));

        double Value(double at) =>
            Distance(downbeats, at) <= Near ? 1
            : Distance(beats, at) <= Near ? BeatShare
            : 0;
    }

    /// <summary>The distance to the nearest of some ordered times.</summary>
    private static double Distance(double[] times, double at)
    {
        var after = Array.BinarySearch(times, at);
        if (after >= 0) return 0;
        after = ~after;
        return Math.Min(
            after < times.Length ? times[after] - at : double.PositiveInfinity,
            after > 0 ? at - times[after - 1] : double.PositiveInfinity);
    }
}
