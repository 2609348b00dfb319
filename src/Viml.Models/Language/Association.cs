namespace Viml.Models.Language;

/// <summary>What a phrase speaks about, and so whether music can be without it.</summary>
public enum AssociationKind
{
    /// <summary>A style or subgenre of music.</summary>
    Style,

    /// <summary>A composer, an artist or a work that stands for a style.</summary>
    Artist,

    /// <summary>Tempo, dynamics, texture, a way of playing, an instrument beyond the tags.</summary>
    Sound,

    /// <summary>A day or an event.</summary>
    Occasion,

    /// <summary>What people do.</summary>
    Activity,

    /// <summary>A genre of film or of editing, or what happens in one.</summary>
    Film,

    /// <summary>A time.</summary>
    Era,

    /// <summary>A country, a landscape, a room.</summary>
    Place,

    /// <summary>A feeling in everyday words.</summary>
    Feeling,

    /// <summary>What is seen in a picture.</summary>
    Scene,
}

/// <summary>Phrases that people use for the same thing, with the music they mean by it.</summary>
/// <param name="Kind">What the phrases speak about.</param>
/// <param name="Phrases">How people write it; the first is the plainest. Lower case.</param>
/// <param name="Weights">One number per tag: 1 = such music always has it, 0 = nothing is known, -1 = it never has.</param>
/// <param name="Descriptions">The music in the words of a listener.</param>
public sealed record Association(
    AssociationKind Kind, IReadOnlyList<string> Phrases, ReadOnlyMemory<float> Weights, IReadOnlyList<string> Descriptions);
