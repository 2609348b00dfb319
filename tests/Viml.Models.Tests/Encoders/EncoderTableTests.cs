using Viml.Models.Encoders;
using Viml.Models.Scene;

namespace Viml.Models.Tests.Encoders;

public sealed class EncoderTableTests
{
    private static readonly EncoderTable Table = new(InstalledModels.None);

    [Fact]
    public void Each_modality_has_its_encoders_and_each_of_them_one_row()
    {
        Assert.Equal(["scene", "resnet18", "resnet18-minilm", "clip-vit-b32", "clip"], Table.Names(Modality.Video));
        Assert.Equal(["musicnn", "musicnn-jamendo", "musicnn-mtat", "deepsim"], Table.Names(Modality.Music));
        Assert.Equal(["words", "minilm", "clip-vit-b32", "clip"], Table.Names(Modality.Text));
        Assert.Null(Table.Find("words", Modality.Music));
        Assert.All(
            Enum.GetValues<Modality>(),
            modality => Assert.All(Table.Names(modality), name => Assert.Equal(name, Table.Find(name, modality)!.Name)));
    }

    [Fact]
    public void Cards_say_what_an_encoder_gives_before_it_is_installed()
    {
        var clip = Assert.Single(Table.Cards(Modality.Video), card => card.Name == "clip-vit-b32");

        Assert.Equal((512, 1, false, "viml models pull clip-vit-b32"), (clip.Width, clip.Rate, clip.IsReady, clip.Install));
        Assert.InRange(clip.Cost!.Parameters, 87_000_000, 89_000_000);
        Assert.Equal(["minilm", "clip-vit-b32"], Table.Cards(Modality.Text).Select(card => card.Name));
        Assert.All(Table.Cards(Modality.Text), card => Assert.Null(card.Rate));
        Assert.DoesNotContain(Table.Cards(Modality.Music), card => card.Name == "musicnn"); // exists in bundles only
    }

    [Fact]
    public void Rows_of_other_projects_are_encoders_like_any()
    {
        var row = new EncoderRow("smell", Modality.Video, "1", source => new ToyEncoder(source.Name, 3)) { Width = 3, Rate = 1 };
        var missing = new EncoderTable(InstalledModels.None, row);
        var table = new EncoderTable(new InstalledModels(name => name == "smell" ? "folder" : null, () => ["smell"]), row);

        Assert.Contains("smell", table.Names(Modality.Video));
        Assert.True(Assert.Single(table.Cards(Modality.Video), card => card.Name == "smell").IsReady);
        Assert.False(Assert.Single(missing.Cards(Modality.Video), card => card.Name == "smell").IsReady);
        Assert.Equal("scene+smell", table.OpenVideo(["scene", "smell"]).Name);
        Assert.Contains("--model FOLDER", Assert.Throws<EncoderChoiceException>(() => missing.Open("smell", Modality.Video)).Message);
    }

    [Fact]
    public void Names_that_cannot_be_opened_are_errors_that_say_why()
    {
        Assert.Contains("Available: scene", Assert.Throws<EncoderChoiceException>(() => Table.Open("words", Modality.Video)).Message);
        Assert.Contains("only in bundles", Assert.Throws<EncoderChoiceException>(() => Table.Open("words", Modality.Text)).Message);
        Assert.Contains("models pull", Assert.Throws<EncoderChoiceException>(() => Table.Open("musicnn-mtat", Modality.Music)).Message);
    }

    [Fact]
    public void Encoders_side_by_side_need_one_rate_and_different_names()
    {
        var (scene, toy) = (new SceneEncoder(), new ToyEncoder("toy", 2));

        Assert.Same(scene, VideoEncoderGroup.Of([scene]));
        Assert.Equal(SceneFeatures.Count + 2, VideoEncoderGroup.Of([scene, toy]).Width);
        Assert.Contains("named twice", Assert.Throws<ArgumentException>(() => Table.OpenVideo(["scene", "scene"])).Message);
        Assert.Contains(
            "one rate",
            Assert.Throws<ArgumentException>(() => VideoEncoderGroup.Of([scene, new ToyEncoder("toy", 2, Modality.Text)])).Message);
        Assert.Throws<ArgumentException>(() => VideoEncoderGroup.Of([]));
    }
}
