using Viml.Models;
using Viml.Models.Music;
using Viml.Testing;
using Viml.Training.Fitting;
using Viml.Training.Fitting.Teaching;

namespace Viml.Training.Tests.Fitting.Teaching;

/// <summary>Teachers with random weights, and what they might say.</summary>
internal static class Classroom
{
    public const string Jamendo = "musicnn-jamendo", MagnaTagATune = "musicnn-mtat";

    /// <summary>Both teachers, of the smallest size; their rows are [50 log-odds | 3 features] twice.</summary>
    public static Teachers Teachers { get; } = new([Jamendo, MagnaTagATune], [Small(1), Small(2)]);

    /// <summary>Writes weights of the published sizes where a store would have them.</summary>
    public static string WriteWeights(TemporaryFolder folder, string name)
    {
        var path = folder[name + ".safetensors"];
        MusiCnn.Random(MusiCnnConfig.Full, 1).Parameters.Save(path);
        return path;
    }

    /// <summary>A recording of one window in which these tags have these log-odds, and all others -3.</summary>
    public static FeatureSequence Say(params (string Teacher, string Tag, float LogOdds)[] said)
    {
        var row = new float[Teachers.Width];
        Array.Fill(row, -3);
        foreach (var (teacher, tag, logOdds) in said)
            row[Teachers.Offset(teacher) + PublicTagger.TagsOf(teacher).Select(known => known.ShortName).ToList().IndexOf(tag)] = logOdds;
        return new FeatureSequence(row, 1, Teachers.Width, 1.0 / 3);
    }

    /// <summary>Windows of noise.</summary>
    public static MusicWindows Noise(int seed, int windows = 1)
    {
        var random = new Random(seed);
        float[] mel = [.. Enumerable.Range(0, windows * MusicWindows.SpectrogramLength).Select(_ => random.NextSingle() * 60 - 40)];
        return MusicWindows.WithoutTags(
            new FeatureSequence(mel, windows, MusicWindows.SpectrogramLength, 1.0 / 3),
            new FeatureSequence(new float[windows * MusicDescriptors.Count], windows, MusicDescriptors.Count, 1.0 / 3));
    }

    private static MusiCnnEncoder Small(int seed)
    {
        var config = new MusiCnnConfig { VerticalFilters = 2, HorizontalFilters = 2, MiddleFilters = 4, Features = 3, Tags = 50 };
        return MusiCnnEncoder.OfPublicWeights(MusiCnn.Random(config, seed), "small", "1");
    }
}
