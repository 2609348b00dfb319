using Viml.Engine.Weights;
using Viml.Models.Music;
using Viml.Testing;

namespace Viml.Models.Tests.Music;

public sealed class MusiCnnTagHeadTests : IDisposable
{
    private static readonly MusiCnnConfig Sizes = new() { VerticalFilters = 2, HorizontalFilters = 2, MiddleFilters = 3, Features = 8 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tags_of_features_are_those_the_whole_network_gives()
    {
        var network = MusiCnn.Random(Sizes, 1);
        network.Parameters.Save(_folder["a.safetensors"]);
        var encoder = new MusiCnnEncoder(network);
        var (features, tags) = (new float[2 * encoder.Width], new float[2 * 89]);
        encoder.Encode([.. Sounds.Clicks(80), .. Sounds.Clicks(120)], 2, features, tags);

        var found = MusiCnnTagHead.Load(Sizes, _folder["a.safetensors"])!.Tags(new FeatureSequence(features, 2, encoder.Width, 1 / 3.0));

        Assert.Equal(tags.Length, found.Length);
        for (var i = 0; i < tags.Length; i++)
            Assert.Equal(tags[i], found[i], 1e-5f);
    }

    [Fact]
    public void Files_without_the_layer_and_features_of_another_width_are_errors()
    {
        MusiCnn.Random(Sizes with { Features = 9 }, 1).Parameters.Save(_folder["a.safetensors"]);
        Assert.Throws<WeightFileException>(() => MusiCnnTagHead.Load(Sizes, _folder["a.safetensors"]));
        MusiCnn.Random(Sizes, 1).Parameters.Save(_folder["b.safetensors"]);
        var head = MusiCnnTagHead.Load(Sizes, _folder["b.safetensors"])!;
        Assert.Throws<ArgumentException>(() => head.Tags(new FeatureSequence(new float[8], 1, 8, 1)));
    }

    [Fact]
    public void A_network_with_its_own_tags_gives_none_of_the_vocabulary() =>
        Assert.Null(MusiCnnTagHead.Load(Sizes with { Tags = 50 }, _folder["none"]));
}
