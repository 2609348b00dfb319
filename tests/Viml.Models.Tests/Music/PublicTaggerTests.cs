using Viml.Engine.Weights;
using Viml.Models.Music;
using Viml.Testing;

namespace Viml.Models.Tests.Music;

/// <summary>The oracle is PyTorch with the same public weights on real recordings.</summary>
public sealed class PublicTaggerTests
{
    /// <remarks>
    /// vibe-ace is silent in its highest bands, where decibels are mostly rounding: PyTorch with its front end in double precision differs
    /// from the reference, made in single precision, by 1.8e-4 in the features itself.
    /// </remarks>
    [SkippableTheory]
    [InlineData("jamendo", "vibe-ace", 3e-4)]
    [InlineData("jamendo", "hungarian-dance-5", 1e-4)]
    [InlineData("mtat", "vibe-ace", 3e-4)]
    [InlineData("mtat", "hungarian-dance-5", 1e-4)]
    public void Features_and_tags_are_those_of_PyTorch(string tags, string track, double featureTolerance)
    {
        var tagger = PublicTagger.Load($"musicnn-{tags}", TestPaths.RequireShared($"models/musicnn-{tags}.pth"));
        using var reference = SafeTensorsFile.Open(TestPaths.RequireShared($"reference/musicnn/{track}.safetensors"));
        var (features, probabilities) = (new float[3 * 200], new float[3 * 50]);

        tagger.Encoder.Encode(reference.Read("pcm").Span, 3, features, probabilities);

        Close.Assert(reference.Read($"{tags}_features").Span, features, featureTolerance, 0, "features");
        Close.Assert(reference.Read($"{tags}_tags").Span, probabilities, 1e-4, 0, "tags");
    }

    [SkippableFact]
    public void A_converted_checkpoint_gives_the_same_tagger()
    {
        var path = TestPaths.RequireShared("models/musicnn-mtat.pth");
        using var folder = new TemporaryFolder();
        using (var file = WeightFile.Open(path))
            WeightFile.SaveAsSafeTensors(file, folder["x.safetensors"]);
        var window = Sounds.Clicks(100);
        var (expected, found) = (new float[200], new float[200]);

        PublicTagger.Load("musicnn-mtat", path).Encoder.Encode(window, 1, expected, []);
        PublicTagger.Load("musicnn-mtat", folder["x.safetensors"]).Encoder.Encode(window, 1, found, []);

        Assert.Equal(expected, found);
    }

    [SkippableFact]
    public void Weights_of_another_network_are_refused_with_the_names_of_their_tensors()
    {
        var path = TestPaths.RequireShared("models/fcn-msd.pth");

        Assert.Contains(
            "missing: layers.0.conv.weight", Assert.Throws<WeightFileException>(() => PublicTagger.Load("musicnn-mtat", path)).Message);
    }

    [Fact]
    public void Each_tagger_has_fifty_different_tags()
    {
        Assert.Equal(["musicnn-jamendo", "musicnn-mtat"], PublicTagger.Names);
        foreach (var tags in new[] { PublicTags.Jamendo, PublicTags.MagnaTagATune })
            Assert.Equal(50, tags.Select(tag => tag.Name).Distinct().Count());
        Assert.Equal(PublicTags.Jamendo.Select(tag => tag.Name).Order(StringComparer.Ordinal), PublicTags.Jamendo.Select(tag => tag.Name));
        Assert.Contains("musicnn-mtat", Assert.Throws<ArgumentException>(() => PublicTagger.Load("musicnn", "x")).Message);
    }
}
