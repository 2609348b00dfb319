using Viml.Corpus.Genres;

namespace Viml.Corpus.Composing;

/// <summary>
/// Drums from grooves: variants change by phrase, single hits come and go, fills lead into new phrases, cymbals mark them.
/// </summary>
internal static class DrumWriter
{
    private static readonly int[] FillDrums = [38, 48, 45, 41];

    /// <summary>
    /// Writes the section's drums. <paramref name="grooves"/> are the candidates; two of them are used. <paramref name="kit"/> says whether
    /// there is a kit that plays fills and cymbals.
    /// </summary>
    public static List<Note> Write(Passage passage, IReadOnlyList<Groove> grooves, bool kit, RandomStream random)
    {
        var fitting = grooves.Where(groove => Fits(groove, passage.Latents.IsCompound)).ToArray();
        if (fitting.Length == 0) fitting = passage.Latents.IsCompound ? [Grooves.Shuffle, Grooves.SlowTwelve] : [Grooves.Rock, Grooves.Pop];
        var main = random.Pick(fitting);
        var other = random.Pick(fitting);
        var notes = new List<Note>();
        for (var bar = 0; bar < passage.Bars; bar++)
        {
            var groove = bar % 8 >= 4 && random.Chance(0.6) ? other : main;
            var fill = kit && passage.Bars > 2 && (bar == passage.Bars - 1 || bar % 4 == 3)
                && random.Chance(bar == passage.Bars - 1 ? 0.7 : 0.35);
            var until = fill ? passage.BeatsPerBar - random.Pick([1.0, 1.0, 2.0, 0.5]) : passage.BeatsPerBar;
            foreach (var line in groove.Lines) WriteLine(passage, bar, line, Math.Max(0, until), notes, random);
            if (fill) WriteFill(passage, bar, Math.Max(0, until), notes, random);
            if (kit && bar == 0 && passage.Section.StartBeat > 0 && random.Chance(0.6))
                notes.Add(new Note(passage.StartOf(0), 1, 49, passage.Velocity + 6));
        }
        return notes;
    }

    // Grooves in twelve serve compound time and swing; grooves in sixteen need a beat that divides by four.
    private static bool Fits(Groove groove, bool compound) => !compound || StepsPerBeat(groove.Lines[0]) == 3;

    private static int StepsPerBeat(string line) => (line.Length - line.IndexOf(':') - 1) / 4;

    private static void WriteLine(Passage passage, int bar, string line, double until, List<Note> notes, RandomStream random)
    {
        var colon = line.IndexOf(':');
        var key = DrumVoice.KeyOf(line[..colon]);
        var perBeat = StepsPerBeat(line);
        for (var step = 0; step < perBeat * until && step < line.Length - colon - 1; step++)
        {
            var mark = line[colon + 1 + step];
            // Busy pieces add ghost hits, sparse ones lose weak hits.
            if (mark == '.' && random.Chance(0.025 * passage.Latents.Density)) mark = 'o';
            else if (mark == 'o' && random.Chance(0.35 * (1 - passage.Latents.Density))) mark = '.';
            else if (mark == '-') mark = random.Chance(0.3) ? 'x' : '.';
            if (mark == '.') continue;
            var accent = mark switch { 'X' => 14, 'x' => 2, _ => -26 };
            notes.Add(new Note(passage.StartOf(bar) + (double)step / perBeat, 0.2, key, passage.Velocity + accent + random.From(-5, 5)));
        }
    }

    private static void WriteFill(Passage passage, int bar, double from, List<Note> notes, RandomStream random)
    {
        var perBeat = passage.Latents.TempoBpm > 150 && random.Chance(0.6) ? passage.Latents.IsCompound ? 3 : 2 : passage.Subdivision;
        var steps = (int)((passage.BeatsPerBar - from) * perBeat);
        for (var i = 0; i < steps; i++)
        {
            if (random.Chance(0.18)) continue;
            var drum = FillDrums[Math.Min(FillDrums.Length - 1, i * FillDrums.Length / Math.Max(1, steps))];
            if (random.Chance(0.25)) drum = 38;
            notes.Add(new Note(passage.StartOf(bar) + from + (double)i / perBeat, 0.2, drum, passage.Velocity + random.From(-4, 10)));
        }
    }
}
