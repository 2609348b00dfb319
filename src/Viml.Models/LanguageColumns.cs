namespace Viml.Models;

/// <summary>
/// Columns of the features of a video that lie in the space of a text encoder, so that cosines with its texts say what is seen. Steps in
/// which nothing is recognised are zeros.
/// </summary>
/// <param name="TextEncoder">The name of the text encoder.</param>
/// <param name="TextVersion">Its version.</param>
/// <param name="First">The first column.</param>
/// <param name="Width">Number of columns.</param>
public sealed record LanguageColumns(string TextEncoder, string TextVersion, int First, int Width)
{
    /// <summary>What cosines are divided by before the softmax that shares a picture out among the things it may show.</summary>
    public required float Temperature { get; init; }

    /// <summary>The highest cosine up to which it is left open what a picture shows.</summary>
    public required float Doubt { get; init; }

    /// <summary>The highest cosine from which on it is clear; above <see cref="Doubt"/>.</summary>
    public required float Certainty { get; init; }
}
