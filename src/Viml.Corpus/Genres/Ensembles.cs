using Viml.Corpus.Arrangement;

namespace Viml.Corpus.Genres;

/// <summary>Line-ups and families of voices that several genres share.</summary>
internal static class Ensembles
{
    public static readonly string[] Keys = ["piano", "rhodes", "fm piano", "electric organ", "clavinet"];
    public static readonly string[] Guitars = ["steel guitar", "clean guitar", "jazz guitar", "classical guitar", "muted guitar"];
    public static readonly string[] Bells = ["celesta", "glockenspiel", "music box", "crystal"];
    public static readonly string[] Pads = ["pad", "synth strings", "atmosphere", "voice pad"];

    /// <summary>A line-up of one player, drawn from these.</summary>
    public static Ensemble Solo(double weight, params string[] voices) => new(weight, new Seat(Role.Solo, 1, voices));

    /// <summary>A melody over one accompanying player.</summary>
    public static Ensemble Duo(double weight, string[] melody, string[] accompaniment) =>
        new(weight, new Seat(Role.Lead, 1, melody), new Seat(Role.Chords, 1, accompaniment));

    /// <summary>Drums, mostly alone, with or without a bass.</summary>
    public static Ensemble DrumsAndBass(double weight, string[] kits, string[] basses) =>
        new(weight, new Seat(Role.Drums, 1, kits), new Seat(Role.Bass, 0.6, basses));

    /// <summary>The string orchestra: five sections.</summary>
    public static Ensemble StringOrchestra(double weight) => new(weight,
        new Seat(Role.Lead, 1, "violins"), new Seat(Role.Double, 0.5, "second violins", "violas", "cellos"),
        new Seat(Role.Counter, 0.7, "second violins", "cellos"),
        new Seat(Role.Chords, 0.85, "violas", "string ensemble", "pizzicato strings"),
        new Seat(Role.Pad, 0.6, "string ensemble", "tremolo strings"), new Seat(Role.Bass, 1, "cellos and basses", "bowed double bass"));

    /// <summary>Four solo strings.</summary>
    public static Ensemble StringQuartet(double weight) => new(weight,
        new Seat(Role.Lead, 1, "solo violin"), new Seat(Role.Counter, 1, "solo violin", "solo viola"),
        new Seat(Role.Chords, 0.9, "violas", "solo viola"), new Seat(Role.Bass, 1, "solo cello"));

    /// <summary>The symphony orchestra.</summary>
    public static Ensemble Orchestra(double weight) => new(weight,
        new Seat(Role.Lead, 1, "violins", "violins", "trumpet", "french horn", "flute", "oboe", "clarinet"),
        new Seat(Role.Double, 0.7, "violins", "flute", "piccolo", "horns"),
        new Seat(Role.Counter, 0.8, "horns", "cellos", "oboe", "clarinet", "bassoon", "trombone"),
        new Seat(Role.Chords, 0.8, "brass section", "horns", "string ensemble", "pizzicato strings"),
        new Seat(Role.Pad, 0.9, "string ensemble", "tremolo strings", "choir"),
        new Seat(Role.Arpeggio, 0.35, "harp", "celesta", "second violins"),
        new Seat(Role.Bass, 1, "cellos and basses", "cellos and basses", "tuba", "pizzicato basses"),
        new Seat(Role.Percussion, 0.65, "orchestral drums", "timpani"));
}
