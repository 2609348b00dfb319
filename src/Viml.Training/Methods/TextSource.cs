namespace Viml.Training.Methods;

/// <summary>Where the texts come from that a method is trained on or asked with.</summary>
public static class TextSource
{
    /// <summary>Written by people, or by the describer of a corpus.</summary>
    public const string Human = "human";

    /// <summary>Lists of tags.</summary>
    public const string Tags = "tags";

    /// <summary>Tags put into sentences.</summary>
    public const string DataToText = "data2text";

    /// <summary>Descriptions in the manner of people, made from tags by analogy.</summary>
    public const string PromptToText = "prompt2text";

    /// <summary>Tags, data2text and prompt2text in turn, at random.</summary>
    public const string Mixed = "mixed";

    /// <summary>The sources that are made from tags.</summary>
    public static IReadOnlyList<string> Synthesized { get; } = [Tags, DataToText, PromptToText];

    /// <summary>What can be trained on.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Synthesized, Mixed, Human];
}
