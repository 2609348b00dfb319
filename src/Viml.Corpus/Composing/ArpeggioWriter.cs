namespace Viml.Corpus.Composing;

/// <summary>Broken chords over more than an octave in a steady rhythm: up, down, both, or a fixed random order.</summary>
internal static class ArpeggioWriter
{
    /// <summary>Writes the section's arpeggio; the manner is drawn once, so give the same stream for the whole piece.</summary>
    public static List<Note> Write(Passage passage, RandomStream random)
    {
        var notes = new List<Note>();
        // At most about nine notes a second.
        var perBeat = passage.Latents.TempoBpm * passage.Subdivision / 60 > 9 || passage.Latents.Density < 0.4
            ? passage.Latents.IsCompound ? 3 : 2
            : passage.Subdivision;
        if (passage.Latents.TempoBpm * perBeat / 60 > 10) perBeat = 1;
        var manner = random.Below(4);
        var order = Enumerable.Range(0, 16).Select(_ => random.Below(5)).ToArray();
        for (var bar = 0; bar < passage.Bars; bar++)
        {
            var keys = Voicing.Place(passage.ChordOf(bar), [], passage.Low, passage.High, 5);
            for (var i = 0; i < passage.BeatsPerBar * perBeat; i++)
            {
                var n = keys.Length;
                var index = manner switch
                {
                    0 => i % n,
                    1 => n - 1 - i % n,
                    2 => n == 1 ? 0 : i % (2 * n - 2) is var k && k < n ? k : 2 * n - 2 - k,
                    _ => order[i % order.Length] % n,
                };
                notes.Add(new Note(passage.StartOf(bar) + (double)i / perBeat, passage.Hold / perBeat, keys[index],
                    passage.Velocity - 8 + (i % perBeat == 0 ? 5 : 0) + random.From(-3, 3)));
            }
        }
        return notes;
    }
}
