using Viml.Models;
using Viml.Models.Encoders;
using Viml.Onnx.Tests.Networks;
using Viml.Testing;

namespace Viml.Onnx.Tests.Encoders;

public sealed class OnnxEncoderTests : IDisposable
{
    private const string Pictures =
        "\"pictures\": { \"size\": 8, \"mean\": { \"red\": 0.5, \"green\": 0, \"blue\": 0 }, "
        + "\"deviation\": { \"red\": 0.5, \"green\": 1, \"blue\": 1 } }";
    private const string Sound = "\"sound\": { \"sampleRate\": 50, \"windowSeconds\": 2 }";
    private const string Texts = "\"texts\": { \"tokenizer\": \"wordpiece\", \"context\": 6, \"padding\": -1 }";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_video_encoder_prepares_pictures_as_its_manifest_says(long batch)
    {
        var encoder = (IVideoEncoder)Open(ToyModels.Write(_folder, ToyModels.Pictures(batch: batch), Pictures, 3), Modality.Video);
        var frames = Enumerable.Range(0, 10)
            .Select(i => Enumerable.Repeat<byte[]>([(byte)(20 * i), 51, 255], 16 * 8).SelectMany(pixel => pixel).ToArray());

        var features = encoder.Encode(new Squares(frames, 16, 8));

        Assert.Equal(10, features.Time);
        var expected = Enumerable.Range(0, 10).SelectMany(i => new[] { (20 * i / 255f - 0.5f) / 0.5f, 0.2f, 1 });
        Close.Assert([.. expected], features.Values, 1e-5, 0, "colours");
        Assert.Equal(("mine", "1-7", 3, 1.0, "CC0-1.0"), (encoder.Name, encoder.Version, encoder.Width, encoder.Rate, encoder.Licence));
    }

    [Fact]
    public void A_music_encoder_reads_windows()
    {
        var encoder = (IMusicEncoder)Open(ToyModels.Write(_folder, ToyModels.Sound(), Sound, 2, unit: true), Modality.Music);
        var windows = new float[300];
        (windows[0], windows[1], windows[100], windows[201]) = (3, 4, -1, 1);
        var features = new float[6];

        encoder.Encode(windows, 3, features, []);

        Close.Assert([0.6f, 0.8f, -1, 0, 0, 1], features, 1e-6, 0, "features");
        Assert.Equal((50, 100, 0.5, false), (encoder.SampleRate, encoder.WindowSamples, encoder.Rate, encoder.HasVocabularyTags));
    }

    [Theory]
    [InlineData("mean", -1, 3)]
    [InlineData("mean", 0, 3)]
    [InlineData("first", -1, 2)]
    public void A_text_encoder_pools_its_tokens_but_not_padding(string pooling, int padding, float expected)
    {
        var folder = ToyModels.Write(_folder, ToyModels.Texts(), Texts.Replace("-1", $"{padding}"), 2, pooling);
        File.WriteAllText(Path.Combine(folder, "vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\ncalm\n");
        var encoder = (ITextEncoder)Open(folder, Modality.Text);
        var feature = new float[2];

        encoder.Encode("calm", feature); // tokens 2, 4, 3

        Close.Assert([expected, 1], feature, 1e-6, 0, "feature");
        Assert.Contains("first 4 tokens", encoder.Limitation("calm calm calm calm calm"));
        Assert.Null(encoder.Limitation("calm"));
    }

    [Fact]
    public void Folders_in_the_store_are_encoders_by_their_names()
    {
        var pictures = ToyModels.Write(_folder, ToyModels.Pictures(), Pictures, 3);
        var sound = ToyModels.Write(_folder, ToyModels.Sound(), Sound, 2);
        var folders = new Dictionary<string, string> { ["eyes"] = pictures, ["ears"] = sound };
        var table = new EncoderTable(new InstalledModels(folders.GetValueOrDefault, () => folders.Keys), OnnxEncoders.Rows);

        Assert.Contains("eyes", table.Names(Modality.Video));
        Assert.DoesNotContain("ears", table.Names(Modality.Video));
        Assert.Contains("ears", table.Names(Modality.Music));
        Assert.Equal("eyes", table.Open("eyes", Modality.Video).Name);
        Assert.Contains(table.Cards(Modality.Music), card => card is { Name: "ears", Version: "1-7", Licence: "CC0-1.0", IsReady: true });
    }

    private static IEncoder Open(string folder, Modality modality) =>
        OnnxEncoders.Rows.Single(row => row.Modality == modality).Open(new EncoderSource("mine", folder));
}
