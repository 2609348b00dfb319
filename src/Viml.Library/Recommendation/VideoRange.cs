using Viml.Library.Encoding;

namespace Viml.Library.Recommendation;

/// <summary>A part of a video.</summary>
/// <param name="Start">Seconds from the start of the video, at least 0.</param>
/// <param name="End">Seconds; after the start. One beyond the end of the video means its end.</param>
public sealed record VideoRange(double Start, double End)
{
    /// <exception cref="ArgumentException">The end is not after the start, or one of them is no finite number of at least 0.</exception>
    internal void Check()
    {
        if (!(Start >= 0 && double.IsFinite(Start) && double.IsFinite(End) && End > Start))
            throw new ArgumentException($"A part of a video begins at 0 s or later and ends after that, is {Start} s to {End} s.");
    }

    /// <summary>The features of the part.</summary>
    /// <exception cref="ArgumentException">The part begins behind the end of the video.</exception>
    internal EncodedVideo Of(EncodedVideo video)
    {
        var features = video.Features;
        var (first, last) = ((int)Math.Floor(Start * features.Rate), Math.Min((int)Math.Ceiling(End * features.Rate), features.Time));
        if (first >= features.Time)
            throw new ArgumentException($"The part begins at {Start:0.##} s, and the video ends at {video.Duration:0.##} s.");
        return video with
        {
            Features = features.Range(first, last - first),
            Duration = Math.Max(Math.Min(End, video.Duration) - Start, 1 / features.Rate),
        };
    }
}
