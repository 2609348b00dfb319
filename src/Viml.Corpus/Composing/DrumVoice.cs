namespace Viml.Corpus.Composing;

/// <summary>Names of the drums in groove lines and their General MIDI keys.</summary>
internal static class DrumVoice
{
    private static readonly Dictionary<string, int> Keys = new()
    {
        ["kick"] = 36, ["side"] = 37, ["snare"] = 38, ["clap"] = 39, ["swirl"] = 40, ["tomlow"] = 41, ["hat"] = 42, ["tommid"] = 45,
        ["pedal"] = 44, ["open"] = 46,
        ["tomhigh"] = 48, ["crash"] = 49, ["ride"] = 51, ["tamb"] = 54, ["cowbell"] = 56, ["bongohigh"] = 60, ["bongolow"] = 61,
        ["congamute"] = 62,
        ["congahigh"] = 63, ["congalow"] = 64, ["timbale"] = 65, ["cabasa"] = 69, ["shaker"] = 70, ["guiro"] = 73, ["clave"] = 75,
    };

    /// <summary>The MIDI key; unknown names are an error that lists the known ones.</summary>
    public static int KeyOf(string name) => Keys.TryGetValue(name, out var key)
        ? key
        : throw new ArgumentException($"Unknown drum '{name}'. Known: {string.Join(", ", Keys.Keys)}.", nameof(name));
}
