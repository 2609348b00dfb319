namespace Viml.Descriptions.Facts;

/// <summary>A tag of the vocabulary with the confidence of whoever gave it, 0 to 1.</summary>
public readonly record struct ScoredTag(string Name, float Confidence);
