namespace Viml.Library.Recommendation;

/// <summary>What decides the order of the tracks.</summary>
public enum RankingKind
{
    /// <summary>
    /// How probably a track fits: the joint space, the tags that words and picture ask for, names and exclusions together. A bundle without
    /// associations knows no such tags; with one, the joint space and the exclusions decide.
    /// </summary>
    Fit,

    /// <summary>The similarity in the joint space alone, with the text as it was typed: the form of the paper.</summary>
    Joint,
}
