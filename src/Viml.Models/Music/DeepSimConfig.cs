namespace Viml.Models.Music;

/// <summary>Sizes of a DeepSim network. Preprocessing, depth and the width of the embedding are fixed.</summary>
public sealed record DeepSimConfig
{
    /// <summary>
    /// Every number of filters is a multiple of this: 4 units in the stem, 16 at the end of each block. The published network has 16.
    /// </summary>
    public int Unit { get; init; } = 16;

    /// <summary>The published sizes: 2.8 million weights, 0.9 billion multiply-adds for a window of 3 s.</summary>
    public static DeepSimConfig Full { get; } = new();

    /// <summary>A network with a third of the filters, which two processor cores train in minutes rather than days.</summary>
    public static DeepSimConfig Compact { get; } = new() { Unit = 5 };

    /// <summary>Multiply-adds of the network for one window of so many bands and frames.</summary>
    internal long MultiplyAdds(int bands, int frames)
    {
        long unit = Unit, inputs = 4 * unit, places = (bands / 2) * (frames / 2);
        var sum = 25 * inputs * bands * frames;
        for (var block = 0; block < DeepSim.Blocks; block++)
        {
            var (wide, halved, joined) = (places, places / 4, inputs + 9 * unit);
            sum += wide * (4 * unit * inputs + 9 * 4 * unit * 6 * unit) + halved * (3 * unit * inputs + 9 * 6 * unit * 6 * unit); // strided
            // inception
            sum += halved * (
                (4 + 3 + 4 + 2) * unit * joined + 25 * 3 * unit * 4 * unit + 9 * 4 * unit * 6 * unit + 9 * 6 * unit * 6 * unit);
            (places, inputs) = (halved, 16 * unit);
        }
        return sum + inputs * DeepSim.Width;
    }

    /// <summary>Checks the configuration.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public DeepSimConfig Validate()
    {
        new ConfigFaults(nameof(DeepSimConfig)).Size(Unit, nameof(Unit), maximum: 64).ThrowIfAny();
        return this;
    }
}
