using Viml.Library.Encoding;
using Viml.Library.Tests.Fakes;
using Viml.Models;
using Viml.Models.Clip;
using Viml.Models.Encoders;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Testing;

namespace Viml.Library.Tests.Encoding;

public sealed class EncoderRegistryTests : IDisposable
{
    private static readonly string SmallClip = Path.Combine(TestPaths.Fixtures, "clip");
    private readonly TemporaryFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void Encoders_of_the_bundle_come_first_and_have_its_licence()
    {
        var cards = Registry().Cards();

        Assert.Equal(
            [
                "grey", "scene", "resnet18", "resnet18-minilm", "clip-vit-b32", "level", "musicnn-jamendo", "musicnn-mtat", "deepsim", "number", "minilm",
                "clip-vit-b32"],
            cards.Select(card => card.Name));
        Assert.Equal([.. cards.Select(card => card.Modality).Order()], cards.Select(card => card.Modality));
        Assert.Equal(["grey", "scene", "level", "number"], cards.Where(card => card.IsReady).Select(card => card.Name));
        Assert.Equal(("unknown", "MIT"), (cards[0].Licence, cards[1].Licence));
        Assert.All(cards, card => Assert.Equal(card.IsReady, card.Install is null));
        Assert.All(cards, card => Assert.Equal(card.Modality == Modality.Text, card.Rate is null));
    }

    [Fact]
    public void An_encoder_of_the_table_that_is_also_in_the_bundle_is_listed_once()
    {
        var scene = new SceneEncoder();

        var cards = Registry(
            models: FakeModels.Create(
                video: VideoEncoderGroup.Of([scene, new ClipVideoEncoder("clip", ClipModel.Open(SmallClip))]))).Cards();

        Assert.Equal(
            ["scene", "clip", "resnet18", "resnet18-minilm", "clip-vit-b32"], cards.Where(card => card.Modality == Modality.Video).Select(card => card.Name));
    }

    [Fact]
    public void Encoders_outside_the_bundle_are_opened_without_loading_it()
    {
        var registry = new EncoderRegistry(new(() => throw new InvalidOperationException("loaded")), Table(_ => SmallClip));

        Assert.Equal([Modality.Video], registry.Modalities("scene"));
        Assert.Equal([Modality.Video, Modality.Text], registry.Modalities("clip"));
        Assert.IsType<SceneEncoder>(registry.Open("scene", Modality.Video).Encoder);
        var (text, card) = registry.Open("clip", Modality.Text);
        Assert.IsType<ClipTextEncoder>(text);
        Assert.Equal(("clip", 48, "see its folder"), (card.Name, card.Width, card.Licence));
        Assert.Throws<InvalidOperationException>(() => registry.Modalities("level"));
    }

    [Fact]
    public void An_installed_DeepSim_is_an_encoder_under_its_own_name_with_its_own_licence()
    {
        DeepSimModel.Write(_models["mine"], new DeepSimManifest
        {
            Name = "other", Version = "", Licence = "CC0-1.0", Created = DateTimeOffset.UnixEpoch, Network = DeepSimConfig.Compact,
            TypicalDistance = new PerDimension(1, 1, 1, 1), Training = new TrainingRecord("none", 1, "none"),
        }, DeepSim.Random(DeepSimConfig.Compact with { Unit = 1 }, 1), "# Toy");
        Directory.CreateDirectory(_models["no-deepsim"]);
        var registry = Registry(name => Directory.Exists(_models[name]) ? _models[name] : null, "mine", "no-deepsim");

        var card = Assert.Single(registry.Cards(), card => card.Name == "mine");
        Assert.Equal((true, "CC0-1.0", 256), (card.IsReady, card.Licence, card.Width));
        Assert.DoesNotContain(registry.Cards(), other => other.Name is "deepsim" or "no-deepsim");
        Assert.Equal([Modality.Music], registry.Modalities("mine"));
        Assert.Equal("mine", registry.Open("mine", Modality.Music).Encoder.Name);
    }

    [Theory]
    [
        InlineData(
            "smell",
            "Available: grey, level, number, scene, resnet18, resnet18-minilm, clip-vit-b32, clip, musicnn-jamendo, musicnn-mtat, deepsim, minilm.")]
    [InlineData("musicnn", "Available: grey")]
    public void An_unknown_name_is_an_error_that_lists_the_known_ones(string name, string message) =>
        Assert.Contains(message, Assert.Throws<EncoderChoiceException>(() => Registry().Modalities(name)).Message);

    [Theory]
    [InlineData("clip-vit-b32", Modality.Video, "viml models pull clip-vit-b32")]
    [InlineData("clip", Modality.Text, "--model FOLDER")]
    [InlineData("musicnn-mtat", Modality.Music, "viml models pull musicnn-mtat")]
    [InlineData("deepsim", Modality.Music, "viml train deepsim")]
    public void An_encoder_that_is_not_installed_is_an_error_that_says_how_to_install_it(string name, Modality modality, string advice) =>
        Assert.Contains(advice, Assert.Throws<EncoderChoiceException>(() => Registry().Open(name, modality)).Message);

    [Fact]
    public void A_CLIP_of_other_sizes_does_not_pass_for_ViT_B32() =>
        Assert.Contains(
            "--encoder clip",
            Assert.Throws<EncoderChoiceException>(() => Registry(_ => SmallClip).Open("clip-vit-b32", Modality.Video)).Message);

    private static EncoderRegistry Registry(Func<string, string?>? folderOf = null, params string[] installed) =>
        Registry(FakeModels.Create(), folderOf, installed);

    private static EncoderRegistry Registry(ModelSet models, Func<string, string?>? folderOf = null, params string[] installed) =>
        new(new(() => models), Table(folderOf ?? (_ => null), installed));

    private static EncoderTable Table(Func<string, string?> folderOf, params string[] installed) =>
        new(new InstalledModels(folderOf, () => installed));
}
