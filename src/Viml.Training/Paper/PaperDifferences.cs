using System.Globalization;
using Viml.Training.Methods;

namespace Viml.Training.Paper;

/// <summary>In what a report differs from the paper.</summary>
internal static class PaperDifferences
{
    /// <summary>One sentence for each difference that a reader must know to compare the figures.</summary>
    public static IReadOnlyList<string> Of(PaperOptions options, MethodData data)
    {
        var preset = options.Preset;
        var differences = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture,
                $"Data: '{data.Name}' with {data.Train.Count:N0} clips to train on, {data.Validation.Count:N0} to validate and "
                    + $"{data.Test.Count:N0} to test. The paper trains on about 100,000 videos of YT8M-MusicVideo and tests free text on "
                    + $"YouTube8M-MusicTextClips, so figures cannot be compared with the paper's, only the order of methods."),
        };
        if (!preset.VideoEncoders.SequenceEqual(MethodPreset.Paper.VideoEncoders) || preset.MusicEncoder != MethodPreset.Paper.MusicEncoder
            || preset.TextEncoder != MethodPreset.Paper.TextEncoder)
            differences.Add($"Features: {data.Features}. The paper uses CLIP ViT-B/32 for frames and texts and DeepSim for music.");
        else differences.Add($"Features: {data.Features}. The weights of the paper's DeepSim are not public: these are others.");
        var sizes = preset.Sizes;
        differences.Add(string.Create(CultureInfo.InvariantCulture,
            $"Sizes: Transformers of width {sizes.Width} with {sizes.Heads} heads and {sizes.Layers} layers. The paper has two layers; "
                + $"its other sizes, optimiser, batch and temperatures are not published in what could be read."));
        differences.Add(string.Create(CultureInfo.InvariantCulture,
            $"MVPt: a fixed temperature of {options.Training.MvptTemperature}, which is our choice. MVPt+ takes the best of "
                + $"{string.Join(", ", options.Training.Temperatures)} on the validation clips."));
        differences.Add("ViML: the temperature is learned, starting at 0.07.");
        differences.Add(
            "Prétet et al.: layers and margin of VM-NET, on which it builds; the hardest negative of a batch, no structure term.");
        differences.Add(
            "Tags: those of the dataset, or where it has none what a tagger hears. The paper's come from a tagger that is not public.");
        if (options.TrackPool != 2000 || options.ClipPool != 500)
            differences.Add(string.Create(CultureInfo.InvariantCulture,
                $"Pools: {options.TrackPool:N0} tracks and {options.ClipPool:N0} clips; the paper's are 2,000 and 500. A smaller one is "
                    + $"easier."));
        if (sizes.VideoDropout > 0)
            differences.Add(string.Create(CultureInfo.InvariantCulture,
                $"Video dropout of {sizes.VideoDropout}, so that a text alone is a query too; the paper has none."));
        differences.Add("Intervals: a bootstrap over queries and trainings; the paper has none.");
        differences.Add("One dataset: both tables train and test on it; the paper's Table 2 tests on another.");
        return differences;
    }
}
