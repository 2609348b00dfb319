namespace Viml.Corpus.Composing;

/// <summary>A second voice: long guide notes of the chords, with a passing note here and there.</summary>
internal static class CounterWriter
{
    /// <summary>Writes the section's counter-melody.</summary>
    public static List<Note> Write(Passage passage, RandomStream random)
    {
        var notes = new List<Note>();
        var at = (passage.Low + passage.High) / 2;
        for (var bar = 0; bar < passage.Bars; bar++)
        {
            var chord = passage.ChordOf(bar);
            var parts = random.Chance(passage.Latents.Density) ? passage.BeatsPerBar : passage.BeatsPerBar >= 4 ? 2 : 1;
            var length = (double)passage.BeatsPerBar / parts;
            for (var i = 0; i < parts; i++)
            {
                at = chord.Nearest(at + random.From(-4, 4), passage.Low, passage.High);
                notes.Add(new Note(passage.StartOf(bar) + i * length, length * passage.Hold, at, passage.Velocity + random.From(-4, 4)));
            }
        }
        return notes;
    }
}
