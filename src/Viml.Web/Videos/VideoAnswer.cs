using Viml.Web.Hosting;

namespace Viml.Web.Videos;

/// <summary>What a video is made of.</summary>
public enum VideoKind
{
    /// <summary>A video.</summary>
    Video,

    /// <summary>One picture.</summary>
    Picture,

    /// <summary>Pictures one after the other.</summary>
    Slideshow,
}

/// <summary>Whether a video can be searched with.</summary>
public enum VideoState
{
    /// <summary>It is being looked at. Requests that need it wait.</summary>
    Encoding,

    /// <summary>It was looked at.</summary>
    Ready,

    /// <summary>It cannot be used.</summary>
    Failed,
}

/// <summary>A video as clients see it.</summary>
/// <param name="Id">By its content: the same video has the same.</param>
/// <param name="Name">The name of the file.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Width">Pixels; null of a slideshow.</param>
/// <param name="Height">Pixels; null of a slideshow.</param>
/// <param name="State">Whether it can be searched with.</param>
/// <param name="Job">The job that looks at it; null where nobody has asked for it yet.</param>
/// <param name="Cuts">When a new scene begins, in seconds; null until that is known.</param>
/// <param name="Scenes">The stretches between the cuts, and what is seen in each; null until that is known.</param>
/// <param name="Error">Why it cannot be used.</param>
public sealed record VideoAnswer(
    string Id, string Name, VideoKind Kind, double Seconds, int? Width, int? Height, VideoState State, string? Job,
    IReadOnlyList<double>? Cuts, IReadOnlyList<SceneAnswer>? Scenes, ProblemAnswer? Error);

/// <summary>A stretch of a video between two cuts.</summary>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
/// <param name="Seen">What is seen in it, the clearest first.</param>
public sealed record SceneAnswer(double Start, double End, IReadOnlyList<string> Seen);

/// <summary>A video that comes with the program.</summary>
/// <param name="Id">Taken as the id of a video.</param>
/// <param name="Name">The name of the file.</param>
/// <param name="Seconds">Its length.</param>
public sealed record SampleAnswer(string Id, string Name, double Seconds);

/// <summary>Pictures to be shown one after the other.</summary>
/// <param name="Pictures">The ids of pictures that were uploaded.</param>
public sealed record SlideshowOrder(IReadOnlyList<string> Pictures);

/// <summary>A video on the machine of the server.</summary>
/// <param name="Path">Its full path.</param>
public sealed record LocalVideo(string Path);
