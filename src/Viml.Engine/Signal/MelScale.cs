namespace Viml.Engine.Signal;

/// <summary>How frequency is converted to perceived pitch.</summary>
public enum MelScale
{
    /// <summary>2595 log10(1 + f / 700), as in HTK.</summary>
    Htk,

    /// <summary>Linear below 1 kHz (200/3 Hz per mel), then 27 mels to a factor of 6.4, as in Slaney's Auditory Toolbox.</summary>
    Slaney,
}

/// <summary>Conversions between hertz and mels.</summary>
internal static class MelScales
{
    private const double SlaneyLinear = 200.0 / 3;
    private const double SlaneyBreak = 1000;
    private static readonly double SlaneyLog = Math.Log(6.4) / 27;

    public static double FromHertz(this MelScale scale, double hertz) => scale switch
    {
        MelScale.Htk => 2595 * Math.Log10(1 + hertz / 700),
        _ when hertz < SlaneyBreak => hertz / SlaneyLinear,
        _ => SlaneyBreak / SlaneyLinear + Math.Log(hertz / SlaneyBreak) / SlaneyLog,
    };

    public static double ToHertz(this MelScale scale, double mels) => scale switch
    {
        MelScale.Htk => 700 * (Math.Pow(10, mels / 2595) - 1),
        _ when mels < SlaneyBreak / SlaneyLinear => mels * SlaneyLinear,
        _ => SlaneyBreak * Math.Exp((mels - SlaneyBreak / SlaneyLinear) * SlaneyLog),
    };
}
