using static Viml.Corpus.Arrangement.VoiceKind;

namespace Viml.Corpus.Arrangement;

/// <summary>Every voice a style may ask for, by name. Ranges are those of the real instruments.</summary>
internal static class VoiceCatalog
{
    /// <summary>All voices.</summary>
    public static IReadOnlyList<Voice> All { get; } =
    [
        // Keyboards
        new("piano", Plucked, 24, 103, ["piano"], [new(0), new(1), new(0, 8)]) { Rings = true },
        new("honky-tonk piano", Plucked, 36, 96, ["piano"], [new(3)]),
        new("rhodes", Plucked, 29, 96, ["rhodes", "electricpiano", "keyboard"], [new(4), new(4, 8)]) { Rings = true },
        new("fm piano", Plucked, 29, 98, ["electricpiano", "keyboard"], [new(5), new(5, 8), new(2)]) { Rings = true },
        new("clavinet", Plucked, 33, 84, ["keyboard"], [new(7)]),
        new("harpsichord", Plucked, 29, 89, ["keyboard"], [new(6), new(6, 8)]),
        new("electric organ", Sustained, 36, 91, ["organ", "keyboard"], [new(16), new(17), new(18), new(16, 8)]),
        new("pipe organ", Sustained, 36, 96, ["pipeorgan", "organ"], [new(19), new(19, 8)]),
        new("reed organ", Sustained, 36, 89, ["organ"], [new(20)]),
        new("accordion", Sustained, 53, 93, ["accordion"], [new(21), new(23), new(21, 8)]),

        // Bells and mallets
        new("celesta", Plucked, 60, 103, ["bell"], [new(8)]) { Rings = true },
        new("glockenspiel", Plucked, 72, 105, ["bell"], [new(9)]) { Rings = true },
        new("music box", Plucked, 60, 100, ["bell"], [new(10)]) { Rings = true },
        new("tubular bells", Plucked, 60, 79, ["bell", "percussion"], [new(14), new(14, 8)]) { Rings = true },
        new("vibraphone", Plucked, 53, 89, ["percussion"], [new(11)]) { Rings = true },
        new("marimba", Plucked, 45, 93, ["percussion"], [new(12)]),
        new("xylophone", Plucked, 65, 105, ["percussion"], [new(13)]),
        new("steel drums", Plucked, 52, 88, ["percussion"], [new(114)]),
        new("kalimba", Plucked, 60, 88, ["percussion"], [new(108)]) { Rings = true },
        new("timpani", Plucked, 40, 57, ["percussion"], [new(47)]) { Level = 0.9 },

        // Guitars and relatives
        new("classical guitar", Plucked, 40, 83, ["classicalguitar", "acousticguitar", "guitar"], [new(24)]) { Rings = true },
        new("steel guitar", Plucked, 40, 84, ["acousticguitar", "guitar"], [new(25), new(25, 8)]) { Rings = true },
        new("jazz guitar", Plucked, 40, 86, ["electricguitar", "guitar"], [new(26)]),
        new("clean guitar", Plucked, 40, 86, ["electricguitar", "guitar"], [new(27), new(28, 8)]),
        new("muted guitar", Plucked, 40, 80, ["electricguitar", "guitar"], [new(28)]),
        new("overdriven guitar", Plucked, 40, 86, ["electricguitar", "guitar"], [new(29)]),
        new("distorted guitar", Plucked, 38, 88, ["electricguitar", "guitar"], [new(30)]) { Level = 0.85 },
        new("lead guitar", Melodic, 48, 88, ["electricguitar", "guitar"], [new(29), new(30), new(30, 8)]),
        new("ukulele", Plucked, 60, 88, ["ukulele", "guitar"], [new(24, 8)]) { NeedsBanks = true },
        new("mandolin", Plucked, 55, 90, [], [new(25, 16)]) { NeedsBanks = true },
        new("banjo", Plucked, 48, 86, [], [new(105)]),
        new("sitar", Plucked, 48, 84, [], [new(104)]),
        new("harp", Plucked, 24, 100, ["harp"], [new(46)]) { Rings = true },

        // Basses
        new("double bass pizzicato", Bass, 28, 55, ["doublebass", "bass"], [new(32)]),
        new("finger bass", Bass, 28, 58, ["bass"], [new(33)]),
        new("picked bass", Bass, 28, 58, ["bass"], [new(34)]),
        new("fretless bass", Bass, 28, 60, ["bass"], [new(35)]),
        new("slap bass", Bass, 28, 60, ["bass"], [new(36), new(37)]),
        new("synth bass", Bass, 24, 60, ["bass", "synthesizer"], [new(38), new(39), new(38, 8), new(39, 8)]),
        new("sub bass", Bass, 24, 48, ["bass", "synthesizer"], [new(80, 8), new(39), new(38)]),

        // Strings
        new("solo violin", Melodic, 55, 98, ["violin", "strings"], [new(40), new(40, 8), new(40)]) { Breath = 6 },
        new("fiddle", Melodic, 55, 95, ["violin"], [new(110), new(40)]) { Breath = 5 },
        new("solo viola", Melodic, 48, 86, ["viola", "strings"], [new(41)]) { Breath = 6 },
        new("solo cello", Melodic, 36, 79, ["cello", "strings"], [new(42)]) { Breath = 6 },
        new("bowed double bass", Bass, 28, 60, ["doublebass", "strings"], [new(43)]) { Breath = 6 },
        new("violins", Melodic, 55, 98, ["violin", "strings"], [new(48, 20), new(40), new(49, 20), new(40, 8)]) { Layers = 3 },
        new("second violins", Melodic, 55, 93, ["violin", "strings"], [new(48, 25), new(40), new(49, 25)]) { Layers = 2 },
        new("violas", Melodic, 48, 84, ["viola", "strings"], [new(48, 30), new(41), new(49, 30)]) { Layers = 2 },
        new("cellos", Melodic, 36, 76, ["cello", "strings"], [new(48, 40), new(42), new(49, 40)]) { Layers = 2 },
        new("cellos and basses", Bass, 28, 60, ["cello", "doublebass", "strings"], [new(42), new(48, 40), new(43)]) { Layers = 2 },
        new("string ensemble", Sustained, 36, 96, ["strings"], [new(48), new(49), new(48, 8)]),
        new("tremolo strings", Sustained, 36, 93, ["strings"], [new(44)]),
        new("pizzicato strings", Plucked, 36, 93, ["strings"], [new(45)]),
        new("pizzicato basses", Bass, 28, 60, ["strings", "doublebass"], [new(45, 50), new(45)]),

        // Winds
        new("piccolo", Melodic, 74, 103, ["flute"], [new(72)]) { Breath = 4 },
        new("flute", Melodic, 60, 96, ["flute"], [new(73)]) { Breath = 4 },
        new("recorder", Melodic, 65, 93, ["flute"], [new(74)]) { Breath = 4 },
        new("pan flute", Melodic, 60, 91, ["flute"], [new(75)]) { Breath = 4 },
        new("oboe", Melodic, 58, 89, ["oboe"], [new(68)]) { Breath = 5 },
        new("english horn", Melodic, 52, 81, [], [new(69)]) { Breath = 5 },
        new("clarinet", Melodic, 50, 89, ["clarinet"], [new(71)]) { Breath = 5 },
        new("bassoon", Melodic, 34, 72, [], [new(70)]) { Breath = 5 },
        new("soprano saxophone", Melodic, 56, 87, ["saxophone"], [new(64)]) { Breath = 5 },
        new("alto saxophone", Melodic, 49, 80, ["saxophone"], [new(65)]) { Breath = 5 },
        new("tenor saxophone", Melodic, 44, 75, ["saxophone"], [new(66)]) { Breath = 5 },
        new("baritone saxophone", Melodic, 36, 68, ["saxophone"], [new(67)]) { Breath = 5 },
        new("trumpet", Melodic, 54, 82, ["trumpet", "brass"], [new(56)]) { Breath = 4 },
        new("muted trumpet", Melodic, 54, 82, ["trumpet", "brass"], [new(59)]) { Breath = 4 },
        new("trombone", Melodic, 40, 70, ["trombone", "brass"], [new(57)]) { Breath = 4 },
        new("french horn", Melodic, 36, 77, ["horn", "brass"], [new(60)]) { Breath = 5 },
        new("horns", Sustained, 40, 77, ["horn", "brass"], [new(60)]) { Layers = 2, Breath = 5 },
        new("tuba", Bass, 29, 58, ["brass"], [new(58)]) { Breath = 4 },
        new("brass section", Sustained, 43, 82, ["brass"], [new(61), new(61, 8)]) { Breath = 4 },
        new("harmonica", Melodic, 60, 93, ["harmonica"], [new(22)]) { Breath = 5 },
        new("whistle", Melodic, 72, 100, ["flute"], [new(78), new(79)]) { Breath = 4 },

        // Voices
        new("choir", Sustained, 43, 81, ["voice"], [new(52)]) { Breath = 6 },
        new("humming voices", Sustained, 43, 79, ["voice"], [new(53)]) { Breath = 6 },
        new("solo voice", Melodic, 48, 79, ["voice"], [new(53), new(52)]) { Breath = 5 },

        // Synthesizers
        new("synth lead", Melodic, 48, 96, ["synthesizer"], [new(80), new(81), new(86), new(87), new(84), new(81, 20), new(80, 8)]),
        new("soft lead", Melodic, 48, 93, ["synthesizer"], [new(82), new(83), new(85), new(79)]),
        new("saw chords", Sustained, 40, 91, ["synthesizer"], [new(90), new(81), new(81, 20), new(62), new(63)]) { Level = 0.9 },
        new("synth pluck", Plucked, 45, 98, ["synthesizer"], [new(80), new(81), new(87), new(98), new(5, 8), new(38)]),
        new("pad", Sustained, 36, 91, ["pad", "synthesizer"], [new(88), new(89), new(91), new(92), new(94), new(95)]),
        new("synth strings", Sustained, 36, 93, ["pad", "synthesizer"], [new(50), new(51), new(50, 8)]),
        new("atmosphere", Sustained, 36, 91, ["pad", "synthesizer"], [new(97), new(99), new(101), new(93), new(100), new(103)]),
        new("voice pad", Sustained, 43, 84, ["pad", "synthesizer", "voice"], [new(54), new(91)]) { Breath = 8 },
        new("crystal", Plucked, 55, 100, ["synthesizer", "bell"], [new(98)]) { Rings = true },

        // Drums and percussion: the program is the kit
        new("drum kit", Drums, 27, 87, ["drums"], [new(0), new(8), new(0), new(16)]),
        new("power kit", Drums, 27, 87, ["drums"], [new(16), new(8), new(0)]),
        new("jazz kit", Drums, 27, 87, ["drums"], [new(32), new(0)]),
        new("brush kit", Drums, 27, 87, ["drums"], [new(40)]),
        new("electronic kit", Drums, 27, 87, ["drums", "drummachine", "beat"], [new(24), new(25)]),
        new("808 kit", Drums, 27, 87, ["drums", "drummachine", "beat"], [new(25)]),
        new("sampled kit", Drums, 27, 87, ["drums", "beat", "sampler"], [new(0), new(8), new(24)]),
        new("orchestral drums", Drums, 27, 87, ["percussion"], [new(48)]),
        new("bongos", Drums, 27, 87, ["bongo", "percussion"], [new(0), new(8)]),
        new("hand percussion", Drums, 27, 87, ["percussion"], [new(0), new(8)]),
    ];

    private static readonly Dictionary<string, Voice> ByName = All.ToDictionary(voice => voice.Name);

    /// <summary>The voice of that name; unknown names are an error that lists the known ones.</summary>
    public static Voice Of(string name) => ByName.TryGetValue(name, out var voice)
        ? voice
        : throw new ArgumentException($"Unknown voice '{name}'. Known: {string.Join(", ", ByName.Keys)}.", nameof(name));
}
