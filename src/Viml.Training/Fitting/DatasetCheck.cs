using Viml.Models.Tagging;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>Whether a dataset can be trained on: asked before hours are spent on it.</summary>
internal static class DatasetCheck
{
    private const int FewestToTrain = 32, FewestToValidate = 2;

    /// <summary>Checks that there are enough clips with music and video to compare with each other.</summary>
    /// <exception cref="DatasetException">There are not.</exception>
    public static void RequireEnough(string dataset, IEnumerable<Clip> clips) =>
        RequireEnough(dataset, clips.Where(clip => clip.Music is not null && clip.Video is not null), "clips with music and video");

    /// <summary>Checks that there are enough clips with music to compare with each other.</summary>
    /// <exception cref="DatasetException">There are not.</exception>
    public static void RequireEnoughMusic(string dataset, IEnumerable<Clip> clips) =>
        RequireEnough(dataset, clips.Where(clip => clip.Music is not null), "clips with music");

    private static void RequireEnough(string dataset, IEnumerable<Clip> clips, string what)
    {
        var splits = clips.Select(clip => clip.Split).ToArray();
        var (train, validation) = (splits.Count(split => split == Splits.Train), splits.Count(split => split == Splits.Validation));
        if (train < FewestToTrain || validation < FewestToValidate)
            throw new DatasetException(dataset, null,
                $"at least {FewestToTrain} {what} to train on and {FewestToValidate} to validate", $"{train} and {validation}");
    }

    /// <summary>Checks that every tag is one of the vocabulary.</summary>
    /// <exception cref="DatasetException">One is not.</exception>
    public static void RequireKnownTags(string dataset, IEnumerable<Clip> clips)
    {
        foreach (var clip in clips)
            foreach (var tag in clip.Tags.Keys)
                if (!TagVocabulary.Default.TryIndexOf(tag, out _))
                    throw new DatasetException(Path.Combine(dataset, ClipFile.FileName), null,
                        $"tags of the vocabulary ({string.Join(", ", TagVocabulary.Default.Names)})", $"'{tag}' in clip '{clip.Id}'");
    }
}
