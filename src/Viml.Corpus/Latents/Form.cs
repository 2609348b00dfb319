namespace Viml.Corpus.Latents;

/// <summary>Draws the form of a piece: sections of whole four-bar phrases that fill its duration, with an energy curve.</summary>
internal static class Form
{
    private static readonly SectionKind[][] Plans =
    [
        [SectionKind.Intro, SectionKind.A, SectionKind.B, SectionKind.Climax, SectionKind.Outro],
        [SectionKind.A, SectionKind.B, SectionKind.A, SectionKind.Climax],
        [SectionKind.Intro, SectionKind.A, SectionKind.Break, SectionKind.Climax, SectionKind.A],
        [SectionKind.A, SectionKind.A, SectionKind.B, SectionKind.A],
        [SectionKind.Climax, SectionKind.A, SectionKind.Break, SectionKind.Climax],
        [SectionKind.Intro, SectionKind.A, SectionKind.Climax],
        [SectionKind.A, SectionKind.B, SectionKind.Outro],
        [SectionKind.A, SectionKind.Climax],
    ];

    /// <summary>Sections that together are about <paramref name="seconds"/> long, in whole bars.</summary>
    public static IReadOnlyList<SectionPlan> Draw(double seconds, double tempo, int beatsPerBar, double arousal, RandomStream random)
    {
        var bars = Math.Max(2, (int)Math.Round(seconds * tempo / 60 / beatsPerBar));
        var plan = random.Pick(Plans);
        if (bars < 3 * plan.Length) plan = bars < 6 ? [SectionKind.A] : [SectionKind.A, SectionKind.B];
        var sections = new List<SectionPlan>();
        var at = 0;
        for (var i = 0; i < plan.Length; i++)
        {
            var left = bars - at;
            var length = i == plan.Length - 1 ? left : Math.Max(1, (int)Math.Round((double)left / (plan.Length - i)));
            // Phrases of two or four bars; the last section takes what is left.
            if (i < plan.Length - 1 && length >= 3) length = length >= 6 ? length / 4 * 4 : length / 2 * 2;
            if (plan[i] == SectionKind.Intro) length = Math.Min(length, 4);
            length = Math.Clamp(length, 1, left);
            sections.Add(new SectionPlan(plan[i], at * beatsPerBar, length * beatsPerBar, Energy(plan[i], arousal, random)));
            at += length;
            if (at == bars) break;
        }
        return sections;
    }

    private static double Energy(SectionKind kind, double arousal, RandomStream random)
    {
        var level = kind switch
        {
            SectionKind.Intro => 0.4,
            SectionKind.A => 0.65,
            SectionKind.B => 0.75,
            SectionKind.Break => 0.35,
            SectionKind.Climax => 0.97,
            _ => 0.45,
        };
        return Math.Clamp(level + 0.1 * arousal + 0.07 * random.Normal(), 0.2, 1);
    }
}
