namespace Viml.Models.Music;

/// <summary>The dimensions in which music can be similar (Lee et al. 2020).</summary>
public enum MusicDimension
{
    /// <summary>The style.</summary>
    Genre,

    /// <summary>The feeling.</summary>
    Mood,

    /// <summary>What plays.</summary>
    Instruments,

    /// <summary>How fast the beat is.</summary>
    Tempo,
}

/// <summary>A number for each <see cref="MusicDimension"/>.</summary>
public sealed record PerDimension(double Genre, double Mood, double Instruments, double Tempo)
{
    /// <summary>Every dimension, in order.</summary>
    public static IReadOnlyList<MusicDimension> Dimensions { get; } = Enum.GetValues<MusicDimension>();

    /// <summary>The number of one dimension.</summary>
    public double this[MusicDimension dimension] => dimension switch
    {
        MusicDimension.Genre => Genre,
        MusicDimension.Mood => Mood,
        MusicDimension.Instruments => Instruments,
        _ => Tempo,
    };

    /// <summary>The numbers that <paramref name="value"/> gives for each dimension.</summary>
    public static PerDimension From(Func<MusicDimension, double> value) =>
        new(value(MusicDimension.Genre), value(MusicDimension.Mood), value(MusicDimension.Instruments), value(MusicDimension.Tempo));

    /// <summary>The numbers as a list, in the order of <see cref="Dimensions"/>.</summary>
    public IReadOnlyList<double> ToList() => [Genre, Mood, Instruments, Tempo];
}
