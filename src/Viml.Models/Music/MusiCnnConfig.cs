namespace Viml.Models.Music;

/// <summary>Sizes of a MusiCNN. Preprocessing is fixed: 16 kHz, 3 s, 96 mel bands, 188 frames.</summary>
public sealed record MusiCnnConfig : IEncoderSizes
{
    /// <summary>Filters of each of the two vertical (timbre) convolutions.</summary>
    public int VerticalFilters { get; init; } = 64;

    /// <summary>Filters of each of the three horizontal (rhythm) convolutions.</summary>
    public int HorizontalFilters { get; init; } = 16;

    /// <summary>Channels of the three convolutions of the middle part.</summary>
    public int MiddleFilters { get; init; } = 64;

    /// <summary>Width of the penultimate layer, which is the feature.</summary>
    public int Features { get; init; } = 200;

    /// <summary>Number of tags.</summary>
    public int Tags { get; init; } = 89;

    /// <summary>Dropout before the last linear layer while training.</summary>
    public float Dropout { get; init; } = 0.5f;

    /// <summary>The sizes of the published weights (50 tags).</summary>
    public static MusiCnnConfig Full { get; } = new() { VerticalFilters = 204, HorizontalFilters = 51, Tags = 50 };

    /// <summary>The sizes of the built-in weights.</summary>
    public static MusiCnnConfig Small { get; } = new();

    // Heights of 70 % and 40 % of the bands, lengths of 2, 1 and 0.5 s.
    internal static readonly int[] VerticalHeights = [67, 38], HorizontalLengths = [129, 65, 33];

    int IEncoderSizes.FeatureWidth => MusiCnnEncoder.WidthOf(this);

    /// <summary>Multiply-adds of the network for one window of so many bands and frames.</summary>
    internal long MultiplyAdds(int bands, int frames)
    {
        var front = 2 * VerticalFilters + 3 * HorizontalFilters;
        var vertical = VerticalHeights.Sum(height => (long)VerticalFilters * height * 7 * (bands - height + 1) * frames);
        var horizontal = HorizontalLengths.Sum(length => (long)HorizontalFilters * length * frames);
        var middle = 7L * MiddleFilters * (front + 2 * MiddleFilters) * frames;
        return vertical + horizontal + middle + 2L * (front + 3 * MiddleFilters) * Features + (long)Features * Tags;
    }

    /// <summary>Checks the configuration.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public MusiCnnConfig Validate()
    {
        new ConfigFaults(nameof(MusiCnnConfig))
            .Size(VerticalFilters, nameof(VerticalFilters))
            .Size(HorizontalFilters, nameof(HorizontalFilters))
            .Size(MiddleFilters, nameof(MiddleFilters))
            .Size(Features, nameof(Features))
            .Size(Tags, nameof(Tags))
            .Require(Dropout is >= 0 and < 1, $"{nameof(Dropout)} must be in [0, 1), is {Dropout}")
            .ThrowIfAny();
        return this;
    }
}
