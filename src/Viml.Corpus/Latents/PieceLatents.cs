using Viml.Corpus.Arrangement;
namespace Viml.Corpus.Latents;

/// <summary>
/// What a piece of the corpus is about, drawn from one seed before a note or a picture exists. The music follows it closely, the video with
/// noise, the description names part of it.
/// </summary>
public sealed record PieceLatents
{
    private const double MiddleTempo = 110; // whose measure is 0; an octave of tempo is 1

    /// <summary>Unique within a corpus; also the file name.</summary>
    public required string Id { get; init; }

    /// <summary>Source of every random choice about the piece; use <c>new RandomStream(Seed).Fork("name of the use")</c>.</summary>
    public required ulong Seed { get; init; }

    /// <summary>One genre of the vocabulary.</summary>
    public required string Genre { get; init; }

    /// <summary>The variety within the genre, such as "string orchestra" or "drum and bass"; not a tag.</summary>
    public required string Style { get; init; }

    /// <summary>One to three moods of the vocabulary, the strongest first.</summary>
    public required IReadOnlyList<string> Moods { get; init; }

    /// <summary>Unpleasant to pleasant, -1 to 1.</summary>
    public required double Valence { get; init; }

    /// <summary>Calm to excited, -1 to 1.</summary>
    public required double Arousal { get; init; }

    /// <summary>Beats per minute, the mean over the piece.</summary>
    public required double TempoBpm { get; init; }

    /// <summary>2, 3 or 4 mostly.</summary>
    public required int BeatsPerBar { get; init; }

    /// <summary>Whether a beat divides into three (6/8, 12/8, shuffle feel) instead of two and four.</summary>
    public required bool IsCompound { get; init; }

    /// <summary>Tonic as a pitch class, 0 = C to 11 = B.</summary>
    public required int Key { get; init; }

    /// <summary>Major-like mode; otherwise minor-like.</summary>
    public required bool IsMajor { get; init; }

    /// <summary>Instrument tags of the vocabulary that sound in the piece.</summary>
    public required IReadOnlyList<string> Instruments { get; init; }

    /// <summary>Notes per time, 0 sparse to 1 busy.</summary>
    public required double Density { get; init; }

    /// <summary>Register and timbre, 0 dark to 1 bright.</summary>
    public required double Brightness { get; init; }

    /// <summary>0 very soft to 1 very loud.</summary>
    public required double Loudness { get; init; }

    /// <summary>0 legato to 1 staccato.</summary>
    public required double Articulation { get; init; }

    /// <summary>Length of the piece in seconds.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>How much the tempo breathes within a phrase, as a fraction of the beat; 0 = machine-strict.</summary>
    public double Rubato { get; init; }

    /// <summary>The form: sections in order, without gaps, the first at beat 0.</summary>
    public required IReadOnlyList<SectionPlan> Sections { get; init; }

    /// <summary>Who plays; the composer reads it, nothing else needs it.</summary>
    internal IReadOnlyList<PartPlan> Parts { get; init; } = [];

    /// <summary>The number of whole beats within the piece, the last section's end.</summary>
    public int Beats => Sections[^1].StartBeat + Sections[^1].Beats;

    /// <summary>Every tag of the vocabulary that is true of the piece: instruments, genre, moods.</summary>
    public IReadOnlyList<string> Tags() => [.. Instruments, Genre, .. Moods];

    /// <summary>What is known of the sound as numbers, each about [-1, 1]: targets beside the tags.</summary>
    public IReadOnlyDictionary<string, float> Measures() => new Dictionary<string, float>
    {
        ["tempo"] = (float)Math.Log2(TempoBpm / MiddleTempo),
        ["major"] = IsMajor ? 1 : -1,
        ["valence"] = (float)Valence,
        ["arousal"] = (float)Arousal,
        ["density"] = (float)(2 * Density - 1),
        ["brightness"] = (float)(2 * Brightness - 1),
        ["loudness"] = (float)(2 * Loudness - 1),
        ["articulation"] = (float)(2 * Articulation - 1),
    };

    /// <summary>The tempo behind the measure <c>tempo</c>, in beats a minute.</summary>
    public static double BeatsPerMinute(float measure) => MiddleTempo * Math.Pow(2, measure);

    /// <summary>
    /// Start of each beat in seconds, and as last value the end of the last beat. With rubato each four-bar phrase begins and ends slower
    /// and flows in the middle; the mean stays at <see cref="TempoBpm"/>.
    /// </summary>
    public IReadOnlyList<double> BeatTimes()
    {
        var phrase = 4 * BeatsPerBar;
        var times = new double[Beats + 1];
        for (var beat = 0; beat < Beats; beat++)
        {
            var stretch = 1 + Rubato * Math.Cos(2 * Math.PI * (beat % phrase + 0.5) / phrase);
            times[beat + 1] = times[beat] + 60 / TempoBpm * stretch;
        }
        return times;
    }

    /// <summary>Start of each section in seconds.</summary>
    public IReadOnlyList<double> SectionTimes()
    {
        var beats = BeatTimes();
        return [.. Sections.Select(section => beats[section.StartBeat])];
    }
}

/// <summary>What a section does in the form.</summary>
public enum SectionKind
{
    /// <summary>Few layers, before the theme.</summary>
    Intro,

    /// <summary>The theme.</summary>
    A,

    /// <summary>A contrasting theme.</summary>
    B,

    /// <summary>Layers leave, tension or rest.</summary>
    Break,

    /// <summary>All layers.</summary>
    Climax,

    /// <summary>Layers leave, ending.</summary>
    Outro,
}

/// <summary>A section of the form. <paramref name="Energy"/> is 0 (almost nothing plays) to 1 (everybody, at full dynamics).</summary>
public sealed record SectionPlan(SectionKind Kind, int StartBeat, int Beats, double Energy);
