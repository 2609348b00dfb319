namespace Viml.Library.Recommendation;

/// <summary>What the last requests to one state of a library have in common with the next ones. Thread-safe.</summary>
internal sealed class RequestMemory
{
    private const int MostRequests = 64;
    private const int MostStretches = 2000; // each a dozen places of a track

    /// <summary>How texts and exclusions were read.</summary>
    public Recent<string, WordReading> Readings { get; } = new(MostRequests);

    /// <summary>The mean tags of the tracks nearest to a picture, by its embedding.</summary>
    public Recent<float[], float[]> Near { get; } = new(MostRequests);

    /// <summary>Where stretches of tracks lie in the joint space: by track, length in steps, and starts.</summary>
    public Recent<(long Track, int Clip, string Starts), float[]> Stretches { get; } = new(MostStretches);
}
