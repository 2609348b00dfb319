using Viml.Corpus.Latents;

namespace Viml.Corpus.Rendering;

/// <summary>Kinds of recording the corpus imitates.</summary>
internal enum RecordingKind
{
    /// <summary>As synthesised, only levelled.</summary>
    Clean,

    /// <summary>In a room, with the colours of microphones and mixing.</summary>
    Room,

    /// <summary>Mastered loud: compressed, saturated, equalised.</summary>
    Mastered,

    /// <summary>Narrow band, hiss, hum and crackle: a recording of the first half of the last century.</summary>
    Old,

    /// <summary>Bad loudspeaker, telephone or cheap recorder.</summary>
    LoFi,
}

/// <summary>
/// The recording chain of a piece: what happens between the synthesizer and the file, drawn from a stream. All values are recorded with the
/// piece; levels of noise are decibels under the music.
/// </summary>
internal sealed record RecordingChain
{
    public required RecordingKind Kind { get; init; }

    /// <summary>Equaliser: centre or corner in hertz and gain in decibels; low shelf, two peaks, high shelf.</summary>
    public (double Hertz, double Decibels)[] Equaliser { get; init; } = [];

    /// <summary>Corner of the high-pass filter in hertz; 0 = none.</summary>
    public double LowCut { get; init; }

    /// <summary>Corner of the low-pass filter in hertz; 0 = none.</summary>
    public double HighCut { get; init; }

    /// <summary>Decay time of the room in seconds; 0 = none.</summary>
    public double RoomSeconds { get; init; }

    /// <summary>Share of the room.</summary>
    public double RoomShare { get; init; }

    /// <summary>Ratio of the compressor; 1 = none.</summary>
    public double Compression { get; init; } = 1;

    /// <summary>Drive of the saturation; 0 = none.</summary>
    public double Drive { get; init; }

    /// <summary>Hiss, decibels under the music; 0 = none.</summary>
    public double Hiss { get; init; }

    /// <summary>Hum, decibels under the music; 0 = none.</summary>
    public double Hum { get; init; }

    /// <summary>Clicks per second.</summary>
    public double Crackle { get; init; }

    public bool Mono { get; init; }

    /// <summary>Level of the result, decibels RMS against full scale (less where peaks would clip).</summary>
    public required double Level { get; init; }

    /// <summary>Bits per second of the Opus file.</summary>
    public required int BitRate { get; init; }

    /// <summary>A gentle chain for audio that people will listen to.</summary>
    public static RecordingChain ForListening(PieceLatents latents, RandomStream random) => new()
    {
        Kind = RecordingKind.Room, RoomSeconds = random.Between(0.8, 1.8), RoomShare = random.Between(0.06, 0.14),
        Level = -20 + 5 * latents.Loudness, BitRate = 32_000,
    };

    /// <summary>Draws the chain of a piece. Older genres are old recordings more often.</summary>
    public static RecordingChain Draw(PieceLatents latents, RandomStream random)
    {
        var mayBeOld = latents.Genre is "classical" or "orchestral" or "jazz" or "blues" or "folk" or "soundtrack" or "country";
        var kind = (RecordingKind)random.PickWeighted([0.33, 0.27, 0.2, mayBeOld ? 0.28 : 0.06, 0.08]);
        var chain = new RecordingChain
        {
            Kind = kind,
            Level = -25 + 9 * latents.Loudness + 2.5 * random.Normal(),
            BitRate = 1000 * random.Pick([24, 32, 40, 48, 48, 64, 96]),
            Mono = kind == RecordingKind.Old ? random.Chance(0.8) : kind != RecordingKind.Clean && random.Chance(0.15),
        };
        return kind switch
        {
            RecordingKind.Clean => chain,
            RecordingKind.Room => chain with
            {
                Equaliser = Bands(4, random), RoomSeconds = random.Between(0.4, 2.8), RoomShare = random.Between(0.08, 0.4),
                LowCut = random.Chance(0.3) ? random.Between(30, 90) : 0,
                Compression = random.Chance(0.3) ? random.Between(1.5, 3) : 1, Hiss = random.Chance(0.3) ? random.Between(48, 70) : 0,
                Drive = random.Chance(0.15) ? random.Between(0.8, 1.6) : 0,
            },
            RecordingKind.Mastered => chain with
            {
                Level = chain.Level + random.Between(2, 6), Equaliser = Bands(5, random),
                RoomSeconds = random.Chance(0.4) ? random.Between(0.3, 1.2) : 0, RoomShare = 0.12,
                Compression = random.Between(2, 6), Drive = random.Between(1, 3),
                HighCut = random.Chance(0.2) ? random.Between(9000, 14000) : 0,
            },
            RecordingKind.Old => chain with
            {
                LowCut = random.Between(60, 250), HighCut = random.Between(2800, 7500), Equaliser = Bands(5, random),
                RoomSeconds = random.Between(0.5, 2.2), RoomShare = random.Between(0.1, 0.35),
                Drive = random.Between(0.8, 2.5), Hiss = random.Between(20, 46), Hum = random.Chance(0.4) ? random.Between(36, 52) : 0,
                Crackle = random.Chance(0.55) ? random.Between(1, 30) : 0,
                Compression = random.Between(1, 3),
            },
            _ => chain with
            {
                LowCut = random.Between(80, 400), HighCut = random.Between(3000, 9000), Equaliser = Bands(7, random),
                Drive = random.Between(1, 4), Hiss = random.Between(30, 55), Compression = random.Between(1, 5),
            },
        };
    }

    /// <summary>Runs the chain over the sound in place.</summary>
    public void Apply(StereoSound sound, RandomStream random)
    {
        // From here on full scale is about four times the music's RMS, so that thresholds mean the same for every piece.
        sound.Scale(0.2 / Math.Max(1e-6, sound.Rms()));
        if (RoomSeconds > 0) Reverberation.Apply(sound, RoomSeconds, RoomShare, random.Between(0.2, 0.6));
        if (Equaliser.Length == 4)
        {
            Biquad.LowShelf(Equaliser[0].Hertz, Equaliser[0].Decibels, sound.Rate).Apply(sound);
            Biquad.Peak(Equaliser[1].Hertz, Equaliser[1].Decibels, 0.9, sound.Rate).Apply(sound);
            Biquad.Peak(Equaliser[2].Hertz, Equaliser[2].Decibels, 1.2, sound.Rate).Apply(sound);
            Biquad.HighShelf(Equaliser[3].Hertz, Equaliser[3].Decibels, sound.Rate).Apply(sound);
        }
        if (Compression > 1) Dynamics.Compress(sound, 0.2, Compression);
        if (Drive > 0) Dynamics.Saturate(sound, Drive);
        if (Hiss > 0) Noise.Hiss(sound, 0.2 * Math.Pow(10, -Hiss / 20), random);
        if (Hum > 0) Noise.Hum(sound, 0.2 * Math.Pow(10, -Hum / 20), random.Pick([50.0, 60.0]));
        if (Crackle > 0) Noise.Crackle(sound, random.Between(0.05, 0.4), Crackle, random);
        // Two filters in a row: old equipment ends steeply.
        for (var i = 0; i < 2; i++)
        {
            if (LowCut > 0) Biquad.HighPass(LowCut, sound.Rate).Apply(sound);
            if (HighCut > 0) Biquad.LowPass(HighCut, sound.Rate).Apply(sound);
        }
        if (Mono) sound.ToMono();
        sound.Fade(0.005, 0.6);
        var gain = Math.Pow(10, Level / 20) / Math.Max(1e-6, sound.Rms());
        sound.Scale(Math.Min(gain, 0.94 / Math.Max(1e-6, sound.Peak())));
    }

    private static (double, double)[] Bands(double decibels, RandomStream random) =>
    [
        (random.Between(80, 300), 0.6 * decibels * random.Normal()),
        (300 * Math.Pow(5, random.Unit()), 0.6 * decibels * random.Normal()),
        (1200 * Math.Pow(4, random.Unit()), 0.6 * decibels * random.Normal()),
        (random.Between(3000, 8000), 0.7 * decibels * random.Normal()),
    ];
}
