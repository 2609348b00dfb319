namespace Viml.Models.Rhythm;

/// <summary>Where the beats of a track are.</summary>
/// <param name="Bpm">Beats per minute: the of most of the track.</param>
/// <param name="BeatsPerBar">3 or 4.</param>
/// <param name="Beats">The beats in seconds, in order.</param>
/// <param name="FirstDownbeat">Which of <paramref name="Beats"/> is the first that begins a bar.</param>
/// <param name="Confidence">The probability that the beats are right, or half or twice as many, 0 to 1.</param>
/// <param name="DownbeatConfidence">The probability that the downbeats are right where the beats are, 0 to 1.</param>
public sealed record BeatGrid(
    double Bpm, int BeatsPerBar, IReadOnlyList<double> Beats, int FirstDownbeat, double Confidence, double DownbeatConfidence)
{
    /// <summary>From this confidence on, beats are worth showing.</summary>
    public const double Good = 0.7;

    /// <summary>The beats that begin a bar, in seconds.</summary>
    public IEnumerable<double> Downbeats => Beats.Where((_, beat) => beat >= FirstDownbeat && (beat - FirstDownbeat) % BeatsPerBar == 0);
}
