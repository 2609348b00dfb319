using Viml.Corpus.Arrangement;
using Viml.Corpus.Composing;
using Viml.Corpus.Latents;

namespace Viml.Corpus.Midi;

/// <summary>
/// Puts a score on MIDI channels: one per player, several slightly detuned and delayed ones per section, percussion on channel 10; with
/// pan, balance and expression swells.
/// </summary>
internal static class ScoreMidi
{
    private const int DrumChannel = 9;
    private const int Volume = 7, Pan = 10, Expression = 11, Sustain = 64, Bank = 0;

    /// <summary>The MIDI file; the same score gives the same bytes.</summary>
    public static byte[] Write(Score score)
    {
        var latents = score.Latents;
        var random = new RandomStream(latents.Seed).Fork("midi");
        var tracks = new List<MidiTrack> { Conductor(latents) };
        // Percussion parts share the one kit the format has; fifteen channels are left for all others.
        var pitched = score.Parts.Where(part => part.Voice.Kind != VoiceKind.Drums).ToArray();
        var spare = 15 - pitched.Length;
        var channel = 0;
        foreach (var part in score.Parts)
        {
            if (part.Voice.Kind == VoiceKind.Drums)
            {
                tracks.Add(Player(part, DrumChannel, 0, 0, latents, random));
                continue;
            }
            var layers = Math.Min(part.Voice.Layers, 1 + spare);
            spare -= layers - 1;
            for (var layer = 0; layer < layers; layer++)
            {
                if (channel == DrumChannel) channel++;
                if (channel > 15) break;
                tracks.Add(Player(part, channel++, layer, layers, latents, random));
            }
        }
        return MidiFile.Write(tracks, latents.Beats * MidiFile.TicksPerBeat);
    }

    private static MidiTrack Conductor(PieceLatents latents)
    {
        var track = new MidiTrack();
        track.TimeSignature(latents.BeatsPerBar);
        if (latents.Rubato <= 0)
        {
            track.Tempo(0, latents.TempoBpm);
            return track;
        }
        var beats = latents.BeatTimes();
        for (var beat = 0; beat < latents.Beats; beat++)
            track.Tempo(beat * MidiFile.TicksPerBeat, 60 / (beats[beat + 1] - beats[beat]));
        return track;
    }

    private static MidiTrack Player(ScorePart part, int channel, int layer, int layers, PieceLatents latents, RandomStream random)
    {
        var track = new MidiTrack();
        track.Name(part.Voice.Name);
        // Further players of a section may hold a slightly different instrument.
        var patch = layer == 0 ? part.Patch : random.Pick(part.Voice.Patches);
        track.Control(0, channel, Bank, channel == DrumChannel ? 0 : patch.Bank);
        track.Program(0, channel, patch.Program);
        var level = Balance(part.Plan.Role) * part.Voice.Level / Math.Sqrt(Math.Max(1, layers)) * random.Between(0.82, 1.15);
        track.Control(0, channel, Volume, (int)Math.Clamp(96 * level, 20, 127));
        track.Control(0, channel, Pan, 64 + (int)(Spread(part.Plan.Role) * random.Between(-1, 1)));
        if (layers > 1) track.Bend(0, channel, random.Between(-9, 9));
        if (part.Voice.Swells) Swell(track, channel, latents, random);
        if (part.Voice.Rings && random.Chance(1.1 - latents.Articulation)) Pedal(track, channel, latents);

        var late = layer == 0 ? 0 : random.Between(0.004, 0.03) * latents.TempoBpm / 60;
        foreach (var note in part.Notes)
        {
            var start = note.Start + (layer == 0 ? 0 : late * random.Between(0.5, 1.2));
            track.Note(Ticks(start), Ticks(note.Length), channel, note.Key, note.Velocity + (layer == 0 ? 0 : random.From(-6, 4)));
        }
        return track;
    }

    // The pedal is down through each bar and lifted just after the next begins, as pianists do.
    private static void Pedal(MidiTrack track, int channel, PieceLatents latents)
    {
        for (var beat = 0; beat < latents.Beats; beat += latents.BeatsPerBar)
        {
            track.Control(Ticks(beat + 0.02), channel, Sustain, 0);
            track.Control(Ticks(beat + 0.12), channel, Sustain, 127);
        }
    }

    // Bow and breath are never steady: expression rises and falls over one or two bars.
    private static void Swell(MidiTrack track, int channel, PieceLatents latents, RandomStream random)
    {
        var depth = random.Between(4, 26);
        var period = latents.BeatsPerBar * random.Pick([1, 2, 2, 4]);
        var phase = random.Unit();
        for (double beat = 0; beat < latents.Beats; beat += 0.5)
            track.Control(Ticks(beat), channel, Expression, (int)(127 - depth * (1 - Math.Cos(2 * Math.PI * (beat / period + phase)))));
    }

    private static double Balance(Role role) => role switch
    {
        Role.Drums => 1,
        Role.Bass => 1,
        Role.Lead or Role.Solo => 1.05,
        Role.Double => 0.75,
        Role.Percussion => 0.85,
        Role.Counter => 0.8,
        Role.Pad => 0.62,
        _ => 0.75,
    };

    private static double Spread(Role role) => role switch
    {
        Role.Drums or Role.Bass or Role.Solo => 4,
        Role.Lead => 14,
        _ => 46,
    };

    private static int Ticks(double beats) => (int)Math.Round(beats * MidiFile.TicksPerBeat);
}
