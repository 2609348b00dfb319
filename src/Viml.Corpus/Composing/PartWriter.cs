using Viml.Corpus.Arrangement;
using Viml.Corpus.Genres;

namespace Viml.Corpus.Composing;

/// <summary>One player of a piece: knows its role, its register and its manner, and writes its part section by section.</summary>
internal sealed class PartWriter
{
    private readonly PartPlan _plan;
    private readonly Voice _voice;
    private readonly Style _style;
    private readonly BassLine _bass;
    private readonly Comping _comping;
    private readonly Theme _theme;
    private readonly RandomStream _random;
    private readonly double _register;

    public PartWriter(PartPlan plan, Voice voice, Style style, BassLine bass, Theme theme, RandomStream random)
    {
        _plan = plan;
        _voice = voice;
        _style = style;
        _bass = bass;
        _comping = random.Pick(style.Compings);
        _theme = theme;
        _random = random;
        _register = random.Unit();
    }

    /// <summary>The notes of a section.</summary>
    public IEnumerable<Note> Write(Passage passage)
    {
        var random = _random.Fork($"section {passage.Section.StartBeat}");
        // The manner of repeated things (grooves, arpeggios, bass figures) comes from a stream that is the same in all sections.
        var manner = _random.Fork("manner");
        if (_voice.Kind == VoiceKind.Drums) return Drums(passage, manner);
        return _plan.Role switch
        {
            Role.Bass => BassWriter.Write(BassRange(passage), _bass, manner),
            Role.Pad => CompingWriter.Write(Middle(passage), Comping.Whole, Voices, random),
            Role.Arpeggio => ArpeggioWriter.Write(Upper(passage), manner),
            Role.Counter => CounterWriter.Write(Middle(passage), random),
            Role.Lead => _theme.Write(Melodic(passage)),
            Role.Double => _theme.Write(Melodic(passage)),
            Role.Solo => Solo(passage, random, manner),
            Role.Percussion => Percussive(passage, manner),
            _ => CompingWriter.Write(Middle(passage), Fits(_comping), Voices, random),
        };
    }

    // Single players take chords as a line; sections divide in two, hands take four notes.
    private int Voices => _voice.Kind switch
    {
        VoiceKind.Melodic or VoiceKind.Bass => _voice.Layers > 1 ? 2 : 1,
        VoiceKind.Sustained => 3,
        _ => 4,
    };

    private List<Note> Drums(Passage passage, RandomStream random)
    {
        if (_plan.Voice == "bongos") return DrumWriter.Write(passage, [Grooves.Hand], false, random);
        if (_plan.Voice == "hand percussion")
            return DrumWriter.Write(passage, [.. Grooves.Percussion.Where(groove => groove != Grooves.Hand && groove != Grooves.Samba)],
                false, random);
        if (_plan.Voice == "orchestral drums") return DrumWriter.Write(passage, Grooves.Orchestral, false, random);
        return DrumWriter.Write(passage, _style.Grooves, true, random);
    }

    // Tuned percussion marks the bass at the strong beats.
    private List<Note> Percussive(Passage passage, RandomStream random) =>
        BassWriter.Write(BassRange(passage), random.Pick([BassLine.Held, BassLine.RootFifth, BassLine.Pulse]), random);

    private List<Note> Solo(Passage passage, RandomStream random, RandomStream manner)
    {
        if (_voice.Kind is VoiceKind.Melodic or VoiceKind.Bass) return _theme.Write(Register(passage, 20));
        var notes = new List<Note>();
        var split = Math.Clamp(_voice.Low + (int)((0.45 + 0.15 * passage.Latents.Brightness) * (_voice.High - _voice.Low)), _voice.Low,
            _voice.High);
        var right = passage.Within(split - 2, Math.Min(split + 20, _voice.High));
        var left = passage.Within(Math.Max(_voice.Low, split - 22), split);
        switch (manner.PickWeighted([3, 1.2, 0.8]))
        {
            case 0:
                notes.AddRange(_theme.Write(right));
                notes.AddRange(CompingWriter.Write(left, Fits(_comping), 3, random));
                break;
            case 1:
                notes.AddRange(ArpeggioWriter.Write(right, manner));
                notes.AddRange(BassWriter.Write(left, BassLine.Held, manner));
                break;
            default:
                notes.AddRange(CompingWriter.Write(right, Fits(_comping), 4, random));
                notes.AddRange(BassWriter.Write(left, manner.Pick([BassLine.Held, BassLine.RootFifth]), manner));
                break;
        }
        return notes;
    }

    // Sustained sounds and pads do not strum or chug.
    private Comping Fits(Comping comping) => comping is Comping.Chug && _voice.Kind == VoiceKind.Sustained ? Comping.Beats : comping;

    private Passage BassRange(Passage passage)
    {
        var low = _voice.Kind == VoiceKind.Bass || _voice.High - _voice.Low < 24 ? _voice.Low : Math.Max(_voice.Low, 33);
        return passage.Within(low, Math.Min(_voice.High, low + 21));
    }

    private Passage Middle(Passage passage)
    {
        var centre = 58 + (int)(10 * passage.Latents.Brightness + 4 * _register);
        return Around(passage, centre, 9);
    }

    private Passage Upper(Passage passage)
    {
        var centre = 62 + (int)(14 * passage.Latents.Brightness + 6 * _register);
        return Around(passage, centre, 11);
    }

    private Passage Melodic(Passage passage)
    {
        var (low, high) = _voice.Comfort;
        var span = Math.Min(18, high - low);
        var at = low + (int)((high - low - span) * (0.35 * _register + 0.65 * passage.Latents.Brightness));
        return passage.Within(at, at + span);
    }

    // Soloists use the whole of their instrument over the corpus.
    private Passage Register(Passage passage, int span)
    {
        var width = Math.Min(span, _voice.High - _voice.Low);
        var at = _voice.Low + (int)((_voice.High - _voice.Low - width) * (0.6 * _register + 0.4 * passage.Latents.Brightness));
        return passage.Within(at, at + width);
    }

    private Passage Around(Passage passage, int centre, int reach)
    {
        var low = Math.Clamp(centre - reach, _voice.Low, Math.Max(_voice.Low, _voice.High - 2 * reach));
        return passage.Within(low, Math.Min(_voice.High, low + 2 * reach));
    }
}
