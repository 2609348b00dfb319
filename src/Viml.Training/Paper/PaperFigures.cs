namespace Viml.Training.Paper;

/// <summary>A line of a table of the paper; recall in percent.</summary>
public sealed record PaperFigures(double MedianRank, double RecallAt1, double RecallAt5, double RecallAt10)
{
    /// <summary>Table 1: track level, pool of 2,000, by method and query (McKee et al. 2023).</summary>
    internal static readonly PaperFigures
        Pretet = new(234, 0.76, 3.42, 5.90), Mvpt = new(13, 6.09, 24.91, 41.89), MvptPlus = new(5, 27.93, 50.64, 60.68),
        VimlWithoutText = new(3, 29.43, 62.49, 75.40), VimlWithTags = new(2, 49.49, 81.61, 89.41),
        ChanceOfTracks = new(1000, 0.05, 0.25, 0.50);

    /// <summary>Table 2: clip level, free text of people, pool of 500, by what ViML was trained on (the same).</summary>
    internal static readonly PaperFigures
        MvptPlusOnClips = new(17, 12.20, 29.43, 40.46), TagsOnClips = new(15, 11.95, 30.34, 42.62),
        DataToTextOnClips = new(13, 13.61, 33.94, 46.24), PromptToTextOnClips = new(12, 14.09, 35.04, 47.88),
        ChanceOfClips = new(250, 0.20, 1.00, 2.00);
}
