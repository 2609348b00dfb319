namespace Viml.Corpus.Latents;

/// <summary>
/// What a mood asks of the music. Valence and arousal place it in the affective plane; the rest are wishes in 0..1 that are blended with
/// the genre's habits. Cues follow the order of importance found by Eerola, Friberg and Bresin 2013: mode, tempo, register, dynamics,
/// articulation, timbre.
/// </summary>
internal sealed record Mood(string Name, double Valence, double Arousal, double Brightness, double Articulation)
{
    /// <summary>All moods of the vocabulary, in its order.</summary>
    public static IReadOnlyList<Mood> All { get; } =
    [
        new("action", 0.0, 0.85, 0.6, 0.7),
        new("calm", 0.35, -0.75, 0.45, 0.15),
        new("dark", -0.65, 0.05, 0.1, 0.4),
        new("dramatic", -0.3, 0.6, 0.45, 0.45),
        new("dreamy", 0.35, -0.5, 0.65, 0.1),
        new("emotional", -0.05, -0.1, 0.5, 0.15),
        new("energetic", 0.5, 0.85, 0.7, 0.65),
        new("epic", 0.2, 0.75, 0.55, 0.4),
        new("fun", 0.8, 0.55, 0.75, 0.75),
        new("groovy", 0.45, 0.4, 0.45, 0.7),
        new("happy", 0.85, 0.45, 0.75, 0.6),
        new("heavy", -0.35, 0.75, 0.15, 0.5),
        new("hopeful", 0.55, 0.05, 0.6, 0.3),
        new("inspiring", 0.6, 0.3, 0.65, 0.35),
        new("melancholic", -0.6, -0.45, 0.35, 0.15),
        new("mellow", 0.3, -0.4, 0.35, 0.3),
        new("mysterious", -0.4, -0.15, 0.3, 0.35),
        new("peaceful", 0.5, -0.7, 0.5, 0.15),
        new("playful", 0.7, 0.35, 0.8, 0.9),
        new("powerful", 0.1, 0.8, 0.4, 0.5),
        new("relaxing", 0.45, -0.6, 0.45, 0.2),
        new("romantic", 0.4, -0.25, 0.45, 0.1),
        new("sad", -0.75, -0.55, 0.3, 0.1),
        new("serious", -0.3, 0.05, 0.35, 0.35),
        new("soft", 0.3, -0.65, 0.4, 0.2),
        new("suspenseful", -0.55, 0.35, 0.3, 0.6),
        new("uplifting", 0.75, 0.45, 0.7, 0.4),
        new("warm", 0.55, -0.3, 0.35, 0.2),
    ];

    /// <summary>The mood of that name; unknown names are an error that lists the known ones.</summary>
    public static Mood Of(string name) => All.FirstOrDefault(mood => mood.Name == name)
        ?? throw new ArgumentException($"Unknown mood '{name}'. Known: {string.Join(", ", All.Select(mood => mood.Name))}.", nameof(name));

    /// <summary>Distance to a point of the affective plane.</summary>
    public double DistanceTo(double valence, double arousal) => Math.Sqrt(Math.Pow(Valence - valence, 2) + Math.Pow(Arousal - arousal, 2));
}
