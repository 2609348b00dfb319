namespace Viml.Models.Scene;

/// <summary>The table of the numbers of the <c>scene</c> descriptor, in their order.</summary>
/// <remarks>
/// Groups: <c>colour</c> (statistics and histograms in CIE Lab and HSV), <c>layout</c> (where in the picture), <c>edge</c> (energy and
/// orientation), <c>motion</c> (between frames) and <c>cut</c> (shots). Units: lightness 0..100, a and b as in CIE Lab, shares 0..1, motion
/// in lightness units per frame step, translation in pixels of the 64 x 36 picture per frame step. Histogram bins are square roots of
/// shares, which brings rare and frequent bins to one scale.
/// </remarks>
public static class SceneFeatures
{
    /// <summary>Every feature, in the order of the descriptor.</summary>
    public static IReadOnlyList<MeasuredFeature> All { get; } =
        [.. ColourMeasures.Features, .. LayoutMeasures.Features, .. EdgeMeasures.Features, .. MotionMeasures.Features];

    private static readonly Dictionary<string, int> Indices =
        All.Select((feature, index) => (feature.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);

    /// <summary>Numbers per step.</summary>
    public static int Count => All.Count;

    /// <summary>The place of a feature in the descriptor.</summary>
    /// <exception cref="ArgumentException">There is no such feature; the message lists all.</exception>
    public static int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Indices.TryGetValue(name, out var index)
            ? index
            : throw new ArgumentException(
                $"'{name}' is no scene feature. Known: {string.Join(", ", All.Select(feature => feature.Name))}.", nameof(name));
    }

    /// <summary>The mean over time of one feature in its own unit (unscaled); 0 steps give its typical value.</summary>
    public static float Mean(FeatureSequence scene, string name)
    {
        ArgumentNullException.ThrowIfNull(scene);
        if (scene.Width != Count)
            throw new ArgumentException(
                $"The sequence has {scene.Width} numbers per step, the scene descriptor has {Count}.", nameof(scene));
        var index = IndexOf(name);
        var sum = 0f;
        for (var step = 0; step < scene.Time; step++)
            sum += scene.Values[step * scene.Width + index];
        return All[index].Unscale(scene.Time == 0 ? 0 : sum / scene.Time);
    }
}
