using Viml.Models.Bundles;
using Viml.Models.Music;
using Viml.Testing;

namespace Viml.Models.Tests.Music;

public sealed class DeepSimModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_loaded()
    {
        var written = Write();
        var model = DeepSimModel.Load(_folder.Path);
        Assert.Equal(written.Version, model.Manifest.Version);
        Assert.StartsWith("1-", written.Version);
        Assert.Equal(0.3, model.Manifest.TypicalDistance[MusicDimension.Tempo]);
        Assert.Equal(written.Version, model.Encoder.Version);
        Assert.Equal("# Card", File.ReadAllText(_folder["card.md"]));
    }

    [Fact]
    public void A_folder_without_a_model_says_who_makes_one() =>
        Assert.Contains("viml train deepsim", Assert.Throws<ModelFileException>(() => DeepSimModel.Load(_folder.Path)).Message);

    [Fact]
    public void Weights_of_another_training_are_refused()
    {
        Write();
        DeepSim.Random(new DeepSimConfig { Unit = 1 }, 9).Parameters.Save(_folder["deepsim.safetensors"]);
        var model = DeepSimModel.Load(_folder.Path);
        Assert.Contains("the weights of version", Assert.Throws<ModelFileException>(() => model.Encoder).Message);
    }

    [Fact]
    public void Missing_weights_are_named()
    {
        Write();
        File.Delete(_folder["deepsim.safetensors"]);
        Assert.Contains("deepsim.safetensors", Assert.Throws<ModelFileException>(() => DeepSimModel.Load(_folder.Path)).Message);
    }

    [Theory]
    [InlineData("\"unit\": 1", "\"unit\": 0", "Unit")]
    [InlineData("\"tempo\": 0.3", "\"tempo\": 0", "above 0")]
    [InlineData("\"schema\": 1", "\"schema\": 2", "schema 2")]
    [InlineData("\"licence\"", "\"license\"", "licence")]
    public void A_manifest_that_is_wrong_is_an_error_that_says_what(string from, string to, string message)
    {
        Write();
        var path = _folder[DeepSimModel.ManifestName];
        var text = File.ReadAllText(path);
        Assert.Contains(from, text);
        File.WriteAllText(path, text.Replace(from, to));
        Assert.Contains(message, Assert.Throws<ModelFileException>(() => DeepSimModel.Load(_folder.Path)).Message);
    }

    private DeepSimManifest Write() => DeepSimModel.Write(_folder.Path, new DeepSimManifest
    {
        Name = "small", Version = "", Licence = "MIT", Created = DateTimeOffset.UnixEpoch, Network = new DeepSimConfig { Unit = 1 },
        TypicalDistance = new PerDimension(0.1, 0.2, 0.3, 0.3), Training = new TrainingRecord("none", 1, "none"),
    }, DeepSim.Random(new DeepSimConfig { Unit = 1 }, 1), "# Card");
}
