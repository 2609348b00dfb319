using Viml.Descriptions.Facts;

namespace Viml.Descriptions.Methods;

/// <summary>Where texts come from: enough to make them again.</summary>
/// <param name="Method">The method's name: <c>tags</c>, <c>data2text</c>, <c>prompt2text</c>.</param>
/// <param name="Version">Changes whenever the same tags and seed would give another text.</param>
/// <param name="Model">The language model that was asked; null where none was.</param>
/// <param name="Settings">How it was asked, such as <c>temperature=0.9</c>; null without a model.</param>
public sealed record MethodIdentity(string Method, string Version, string? Model = null, string? Settings = null);

/// <summary>What is known of a piece of music.</summary>
/// <param name="Tags">Its tags.</param>
/// <param name="Title">Its title, as it stands in the file; null where it has none. Methods do without it unless the user wants it
/// shown.</param>
public sealed record TaggedPiece(IReadOnlyList<ScoredTag> Tags, string? Title = null);

/// <summary>Writes a text about music from its tags. Thread-safe.</summary>
public interface IDescriptionMethod
{
    /// <summary>What goes into the provenance of each text.</summary>
    public MethodIdentity Identity { get; }

    /// <summary>Writes the text. The order of the tags does not matter.</summary>
    /// <exception cref="ArgumentException">A tag is not in the vocabulary or appears twice.</exception>
    public ValueTask<Draft> Write(TaggedPiece piece, ulong seed, CancellationToken cancellation);
}
