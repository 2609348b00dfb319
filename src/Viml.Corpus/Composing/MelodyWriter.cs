using Viml.Corpus.Latents;

namespace Viml.Corpus.Composing;

/// <summary>
/// Melodies from a motif: phrases of four bars, a - a varied - b - cadence. Strong beats take notes of the chord, others move by step; the
/// last note of a phrase is long.
/// </summary>
internal sealed class MelodyWriter
{
    private readonly Motif _first;
    private readonly Motif _second;
    private readonly double _rest;

    /// <summary>
    /// Draws the motifs. The same stream gives the same theme, so repeated sections return to it. <paramref name="continuous"/> leaves
    /// hardly any rests, for players without company.
    /// </summary>
    public MelodyWriter(PieceLatents latents, double density, bool continuous, RandomStream random)
    {
        _first = Motif.Draw(latents, density, random);
        _second = Motif.Draw(latents, Math.Clamp(density + random.Between(-0.2, 0.2), 0, 1), random);
        _rest = continuous ? 0.06 : 0.22;
    }

    /// <summary>Writes the section's melody.</summary>
    public List<Note> Write(Passage passage, RandomStream random)
    {
        var notes = new List<Note>();
        var at = passage.Low + (int)((0.25 + 0.5 * passage.Latents.Brightness) * (passage.High - passage.Low));
        for (var bar = 0; bar < passage.Bars; bar++)
        {
            var inPhrase = bar % 4;
            var last = inPhrase == 3 || bar == passage.Bars - 1;
            if (last && random.Chance(_rest)) continue;
            var motif = inPhrase == 2 ? _second : _first;
            if (inPhrase == 1 && random.Chance(0.5)) motif = motif.Varied(random);
            at = WriteBar(passage, bar, motif, last, at, notes, random);
        }
        return notes;
    }

    private static int WriteBar(Passage passage, int bar, Motif motif, bool cadence, int at, List<Note> notes, RandomStream random)
    {
        var chord = passage.ChordOf(bar);
        double beat = 0;
        for (var i = 0; i < motif.Lengths.Length && beat < passage.BeatsPerBar - 0.01; i++)
        {
            var length = Math.Min(motif.Lengths[i], passage.BeatsPerBar - beat);
            var strong = Math.Abs(beat - Math.Round(beat)) < 0.01 && ((int)Math.Round(beat) % 2 == 0 || length >= 1);
            var key = Step(passage, at, motif.Steps[i]);
            if (strong) key = chord.Nearest(key, passage.Low, passage.High);
            var closing = cadence && beat >= passage.BeatsPerBar / 2.0;
            if (closing)
            {
                length = passage.BeatsPerBar - beat;
                key = chord.Nearest(key, passage.Low, passage.High);
            }
            var accent = strong ? 8 : -3;
            if (!motif.Rests[i] || strong)
                notes.Add(new Note(passage.StartOf(bar) + beat, length * passage.Hold, key,
                    passage.Velocity + 8 + accent + random.From(-4, 4)));
            at = key;
            beat += length;
            if (closing) break;
        }
        return at;
    }

    // Moves along the scale; a step that would leave the range goes the other way.
    private static int Step(Passage passage, int key, int steps)
    {
        var moved = Move(passage, key, steps);
        if (moved < passage.Low || moved > passage.High) moved = Move(passage, key, -steps);
        return Math.Clamp(moved, passage.Low, passage.High);
    }

    private static int Move(Passage passage, int key, int steps)
    {
        var direction = Math.Sign(steps);
        for (var left = Math.Abs(steps); left > 0; left--)
        {
            do key += direction;
            while (!passage.Scale.Contains((((key - passage.Latents.Key) % 12) + 12) % 12));
        }
        return key;
    }
}

/// <summary>
/// A bar of melody before it has pitches: note lengths in beats, scale steps from note to note, which notes are left out.
/// </summary>
internal sealed record Motif(double[] Lengths, int[] Steps, bool[] Rests)
{
    /// <summary>A motif of one bar.</summary>
    public static Motif Draw(PieceLatents latents, double density, RandomStream random)
    {
        var lengths = RhythmCells.Fill(latents.BeatsPerBar, density, latents.TempoBpm, latents.IsCompound, random);
        var drift = random.Pick([-1, 1]);
        var steps = new int[lengths.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            if (random.Chance(0.2)) drift = -drift;
            // Steps are the rule, leaps the exception; short notes run.
            steps[i] = lengths[i] < 0.4 || random.Chance(0.7) ? drift : drift * random.From(2, 4);
            if (random.Chance(0.12)) steps[i] = 0;
        }
        return new Motif(lengths, steps, [.. lengths.Select(_ => random.Chance(0.08))]);
    }

    /// <summary>The same rhythm with some intervals changed.</summary>
    public Motif Varied(RandomStream random) => this with { Steps = [.. Steps.Select(step => random.Chance(0.35) ? -step : step)] };
}
