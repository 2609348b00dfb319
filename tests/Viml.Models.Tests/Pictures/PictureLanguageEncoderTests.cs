using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Models.Encoders;
using Viml.Models.MiniLm;
using Viml.Models.Pictures;
using Viml.Models.ResNet;
using Viml.Models.Tests.Encoders;
using Viml.Testing;

namespace Viml.Models.Tests.Pictures;

/// <summary>A map of two photographs over a ResNet18 with random weights.</summary>
public sealed class PictureLanguageEncoderTests : IDisposable
{
    private static readonly ResNetEncoder Pictures = new(ResNetModel.Random(1));

    private readonly TemporaryFolder _folder = new();

    public PictureLanguageEncoderTests() => Write(Manifest);

    public void Dispose() => _folder.Dispose();

    private static PictureMapManifest Manifest => new()
    {
        Version = "", Licence = "MIT", Created = DateTimeOffset.UnixEpoch, ResNet18 = ResNetEncoder.CodeVersion,
        MiniLm = MiniLmEncoder.CodeVersion, Farthest = 4, Training = new TrainingRecord("viml train pictures", 1, "2 photographs"),
        Evaluation = new Dictionary<string, double> { ["classes"] = 2 },
    };

    [Fact]
    public void Every_second_of_a_video_becomes_a_unit_vector_of_the_space_of_the_text_encoder()
    {
        var encoder = PictureLanguageEncoder.Load(_folder.Path, Pictures);

        var features = encoder.Encode(new ToyVideo());

        Assert.Equal((3, 384, 1.0), (features.Time, features.Width, features.Rate));
        Assert.Equal(1, features.Step(2).ToArray().Sum(value => value * value), 1e-4f);
        var columns = Assert.Single(VideoEncoderGroup.Of([new Models.Scene.SceneEncoder(), encoder]).Language);
        Assert.Equal(("minilm", "1", Models.Scene.SceneFeatures.Count, 384),
            (columns.TextEncoder, columns.TextVersion, columns.First, columns.Width));
        Assert.Equal("MIT", encoder.Licence);
    }

    [Fact]
    public void A_map_for_other_encoders_or_of_another_schema_is_refused()
    {
        Assert.Contains("resnet18 9", Fault(() => Write(Manifest with { ResNet18 = "9" })).Found);
        Assert.Contains("minilm 9", Fault(() => Write(Manifest with { MiniLm = "9" })).Found);
        Assert.Contains("schema 9", Fault(() => Write(Manifest with { Schema = 9 })).Found);
        Fault(() => Write(Manifest with { Farthest = 0 }));
    }

    [Fact]
    public void Weights_of_other_shapes_that_are_no_numbers_or_not_those_of_the_manifest_are_refused()
    {
        var weights = Path.Combine(_folder.Path, "map.safetensors");
        Assert.Contains("from 512 to 384", Fault(() => Write(Manifest, inputs: 100)).Expected);
        Fault(() => WriteWeights(new Tensor(2, 512), new Tensor(3, 384)));
        Fault(() => WriteWeights(Tensor.From(Enumerable.Repeat(float.NaN, 1024).ToArray(), 2, 512), new Tensor(2, 384)));
        Write(Manifest);
        var whole = File.ReadAllBytes(weights);
        Assert.Contains("those of version", Fault(() => File.WriteAllBytes(weights, [.. whole[..^1], (byte)(whole[^1] + 1)])).Found);
        foreach (var length in new[] { 0, 7, 100, whole.Length - 1 })
            Fault(() => File.WriteAllBytes(weights, whole[..length]));
        Fault(() => File.Delete(weights));
        Fault(() => File.Delete(Path.Combine(_folder.Path, "pictures.json")));
    }

    [Fact]
    public void The_row_opens_it_over_the_installed_resnet18_and_says_when_that_is_missing()
    {
        var table = new EncoderTable(new InstalledModels(name => name == "resnet18-minilm" ? _folder.Path : null, () => []));

        Assert.Contains(
            "needs the encoder 'resnet18'",
            Assert.Throws<EncoderChoiceException>(() => table.Open("resnet18-minilm", Modality.Video)).Message);
        Assert.False(Assert.Single(table.Cards(Modality.Video), card => card.Name == "resnet18-minilm").IsReady);
    }

    private ModelFileException Fault(Action damage)
    {
        damage();
        return Assert.Throws<ModelFileException>(() => PictureLanguageEncoder.Load(_folder.Path, Pictures));
    }

    private void Write(PictureMapManifest manifest, int inputs = 512)
    {
        var photographs = Tensor.From(Enumerable.Range(0, 2 * inputs).Select(i => 1f / (1 + i)).ToArray(), 2, inputs);
        var map = new PictureMap(photographs, new Tensor(2, 384), Tensor.From(Enumerable.Repeat(1f, 384).ToArray(), 384), 1);
        PictureLanguageEncoder.Write(_folder.Path, map, manifest, "card");
    }

    /// <summary>Weights that no map has, with a manifest that names them.</summary>
    private void WriteWeights(Tensor photographs, Tensor answers)
    {
        var path = Path.Combine(_folder.Path, "map.safetensors");
        var writer = new SafeTensorsWriter();
        writer.Add("photographs", photographs);
        writer.Add("answers", answers);
        writer.Add("base", new Tensor(384));
        writer.Save(path);
        (Manifest with { Version = WeightFiles.VersionOf(PictureLanguageEncoder.CodeVersion, path) })
            .Write(Path.Combine(_folder.Path, "pictures.json"));
    }
}
