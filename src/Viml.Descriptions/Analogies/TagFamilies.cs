using Viml.Models.Tagging;

namespace Viml.Descriptions.Analogies;

/// <summary>Instruments and genres that can stand for each other in a description more easily than others.</summary>
internal static class TagFamilies
{
    private static readonly string[] Families =
    [
        "acousticguitar classicalguitar guitar ukulele harp", "electricguitar guitar bass", "violin viola cello strings doublebass",
        "flute clarinet oboe saxophone", "trumpet trombone horn brass saxophone", "piano electricpiano rhodes keyboard organ pipeorgan",
        "synthesizer pad computer sampler keyboard", "drums percussion bongo beat drummachine", "bell harp piano", "accordion harmonica",
        "techno house dance electronic", "ambient chillout electronic", "classical orchestral soundtrack", "rock metal blues",
            "folk country blues",
        "jazz blues funk", "hiphop funk reggae", "pop dance rock", "latin reggae folk", "chillout jazz",
    ];

    private static readonly (string, string)[] NearMoods =
    [
        ("quiet", "haze"), ("quiet", "heart"), ("grand", "force"), ("drive", "force"), ("drive", "light"), ("lift", "light"),
            ("sorrow", "heart"),
        ("shadow", "haze"), ("grand", "lift"),
    ];

    private static readonly Dictionary<int, HashSet<int>> Members = Read();

    /// <summary>Whether two families of moods lie beside each other.</summary>
    public static bool AreNear(string one, string other) => NearMoods.Contains((one, other)) || NearMoods.Contains((other, one));

    /// <summary>Whether the two share a family.</summary>
    public static bool AreKin(int one, int other) =>
        Members.TryGetValue(one, out var first) && Members.TryGetValue(other, out var second) && first.Overlaps(second);

    private static Dictionary<int, HashSet<int>> Read()
    {
        var members = new Dictionary<int, HashSet<int>>();
        foreach (var (number, family) in Families.Index())
            foreach (var tag in family.Split(' ').Select(TagVocabulary.Default.IndexOf))
            {
                if (!members.TryGetValue(tag, out var numbers)) members.Add(tag, numbers = []);
                numbers.Add(number);
            }
        return members;
    }
}
