using System.Text.Json;
using System.Text.Json.Nodes;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Models.Clip;
using Viml.Testing;

namespace Viml.Models.Tests.Clip;

public sealed class ClipModelTests : IDisposable
{
    private static readonly string Reference = Path.Combine(TestPaths.Fixtures, "clip");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_read_whole()
    {
        Copy();
        ToyVocabulary.Write(_folder.Path);
        using var model = ClipModel.Open(_folder.Path);
        Assert.Matches("^1-[0-9a-f]{8}$", model.Version);
        Assert.Equal(64, model.ImageConfig.Size);
        MeetsTheReference(model);

        var feature = new float[48];
        var encoder = new ClipTextEncoder("clip", model);
        encoder.Encode("the cat", feature);
        Assert.Equal(1, feature.Sum(value => value * value), 1e-4f);
        Assert.Null(encoder.Limitation("the cat"));
        Assert.Contains("75 tokens", encoder.Limitation(string.Join(' ', Enumerable.Repeat("cat", 76))));
    }

    [Fact]
    public void Shards_are_read_like_one_file()
    {
        Copy();
        Split(name => name.StartsWith("text", StringComparison.Ordinal) ? "model-00001.safetensors" : "model-00002.safetensors");
        using var model = ClipModel.Open(_folder.Path);
        MeetsTheReference(model);
    }

    [Theory]
    [InlineData("openai_torchscript.pt")]
    [InlineData("openai_state_dict.zip.pth")]
    [InlineData("openai_state_dict.legacy.pth")]
    public void The_original_weights_are_the_same_model_in_every_format(string file)
    {
        File.Copy(Path.Combine(Reference, file), _folder[file]);
        using var model = ClipModel.Open(_folder.Path);
        using var same = ClipModel.Open(Path.Combine(Reference, "model.safetensors"));
        Assert.Equal(same.Config, model.Config);
        Assert.Equal(same.Version, model.Version);
        MeetsTheReference(model);
    }

    [Fact]
    public void Original_weights_that_miss_a_part_name_it()
    {
        using (var whole = WeightFile.Open(Path.Combine(Reference, "openai_state_dict.zip.pth")))
        {
            var writer = new SafeTensorsWriter();
            foreach (var name in whole.Names.Where(name => name is not "visual.transformer.resblocks.1.attn.in_proj_bias"))
                writer.Add(name, whole.Read(name));
            writer.Add("head.weight", new Tensor(2, 2));
            writer.Save(_folder["original.safetensors"]);
        }
        Assert.Contains("unexpected: head.weight", Assert.Throws<WeightFileException>(() => ClipModel.Open(_folder.Path)).Message);

        using (var whole = WeightFile.Open(Path.Combine(Reference, "openai_state_dict.zip.pth")))
        {
            var writer = new SafeTensorsWriter();
            foreach (var name in whole.Names.Where(name => name is not "visual.transformer.resblocks.1.attn.in_proj_bias"))
                writer.Add(name, whole.Read(name));
            writer.Save(_folder["original.safetensors"]);
        }
        using var model = ClipModel.Open(_folder.Path);
        Assert.Contains(
            "missing: vision_model.encoder.layers.1.self_attn.q_proj.bias [64]",
            Assert.Throws<WeightFileException>(() => model.Images).Message);
        Assert.NotNull(model.Texts);
    }

    [Fact]
    public void Frames_become_unit_vectors_one_per_second_in_batches_of_any_size()
    {
        Copy();
        using var model = ClipModel.Open(_folder.Path);
        var encoder = new ClipVideoEncoder("clip", model);
        var random = new Random(2);
        var frames = Enumerable.Range(0, 19).Select(
            _ => { var frame = new byte[90 * 70 * 3]; random.NextBytes(frame); return (ReadOnlyMemory<byte>)frame; }).ToArray();

        var all = encoder.Encode(new FixedFrames(frames, 90, 70));
        var last = encoder.Encode(new FixedFrames(frames[18..], 90, 70));

        Assert.Equal((19, 48, 1.0), (all.Time, all.Width, all.Rate));
        Assert.Equal(1, all.Step(0).ToArray().Sum(value => value * value), 1e-4f);
        Close.Assert(last.Values, all.Step(18), 1e-5, 1e-4, "the last frame");
        Assert.Equal(0, encoder.Encode(new FixedFrames([], 90, 70)).Time);
    }

    [Fact]
    public void The_cost_is_counted_right()
    {
        Copy();
        using var model = ClipModel.Open(_folder.Path);
        Assert.Equal(model.Images.Parameters.Count, model.Config.ImageCost.Parameters);
        Assert.Equal(model.Texts.Parameters.Count, model.Config.TextCost.Parameters);
        // The published figure for ViT-B/32 is 4.4 billion multiply-adds; the last layer is computed for one token only.
        Assert.InRange(ClipConfig.VitB32.ImageCost.MultiplyAdds, 4.0e9, 4.4e9);
        Assert.Equal(151_277_312, ClipConfig.VitB32.ImageCost.Parameters + ClipConfig.VitB32.TextCost.Parameters);
    }

    [Fact]
    public void A_config_that_does_not_fit_the_weights_names_the_tensors()
    {
        Copy(config => config["vision_config"]!["num_hidden_layers"] = 4);
        Assert.Contains("missing: vision_model.encoder.layers.3.self_attn.q_proj.weight [64, 64]", OpenFault().Message);
        Copy(config => config["vision_config"]!["num_hidden_layers"] = 2);
        Assert.Contains("unexpected: vision_model.encoder.layers.2.", OpenFault().Message);
        Copy(config => config["projection_dim"] = 32);
        Assert.Contains("visual_projection.weight [48, 64] instead of [32, 64]", OpenFault().Message);
        Copy(config => config["text_config"]!["vocab_size"] = 601);
        Assert.Contains("token_embedding.weight [600, 64] instead of [601, 64]", OpenFault().Message);

        Exception OpenFault()
        {
            using var model = ClipModel.Open(_folder.Path);
            return Assert.Throws<WeightFileException>(() => { _ = model.Images; _ = model.Texts; });
        }
    }

    [Theory]
    [InlineData("vision_config.patch_size", "17", "PatchSize must divide ImageSize")]
    [InlineData("vision_config.num_attention_heads", "7", "must divide the width")]
    [InlineData("vision_config.hidden_size", "\"wide\"", "a whole number under 'vision_config.hidden_size'")]
    [InlineData("vision_config.hidden_act", "\"tanh\"", "quick_gelu or gelu")]
    [InlineData("vision_config.num_channels", "4", "3 channels")]
    [InlineData("model_type", "\"bert\"", "'clip'")]
    [InlineData("text_config", "[1]", "an object under 'text_config'")]
    public void An_unusable_config_says_what_was_expected(string key, string value, string expected)
    {
        Copy(config =>
        {
            var path = key.Split('.');
            (path.Length == 1 ? config : (JsonObject)config[path[0]]!)[path[^1]] = JsonNode.Parse(value);
        });
        Assert.Contains(expected, Assert.Throws<ModelFileException>(() => ClipModel.Open(_folder.Path)).Message);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        Assert.Contains("found none", Assert.Throws<ModelFileException>(() => ClipModel.Open(_folder.Path)).Message);
        Assert.Contains("found none", Assert.Throws<ModelFileException>(() => ClipModel.Open(_folder["nowhere"])).Message);
        Copy();
        using (var model = ClipModel.Open(_folder.Path))
            Assert.Contains("vocab.json", Assert.Throws<ModelFileException>(() => model.Tokenizer).Message);
        File.Delete(_folder["config.json"]);
        Assert.Contains("config.json", Assert.Throws<ModelFileException>(() => ClipModel.Open(_folder.Path)).Message);
    }

    [Fact]
    public void A_vocabulary_of_another_size_than_the_weights_is_an_error()
    {
        Copy();
        ToyVocabulary.Write(_folder.Path, ids => ids["one more"] = ids.Count);
        using var model = ClipModel.Open(_folder.Path);
        Assert.Contains("600, found 601", Assert.Throws<ModelFileException>(() => model.Tokenizer).Message);
    }

    [Theory]
    [InlineData("""{ "size": 32, "crop_size": 32 }""", "the image size of the weights, 64, found 32")]
    [InlineData("""{ "size": { "shortest_edge": 64 }, "crop_size": { "height": 64, "width": 48 } }""", "a square")]
    [InlineData("""{ "resample": 2 }""", "bicubic")]
    [InlineData("""{ "do_center_crop": false }""", "'do_center_crop' true")]
    [InlineData("""{ "image_std": [1, 0, 1] }""", "Deviation")]
    [InlineData("""{ "image_mean": "grey" }""", "a list of numbers")]
    public void Preprocessing_that_is_not_CLIPs_is_an_error(string json, string expected)
    {
        Copy();
        File.WriteAllText(_folder["preprocessor_config.json"], json);
        Assert.Contains(expected, Assert.Throws<ModelFileException>(() => ClipModel.Open(_folder.Path)).Message);
    }

    [SkippableFact]
    public void The_published_preprocessing_and_vocabulary_are_read()
    {
        var shared = TestPaths.RequireShared("models/clip-tokenizer");
        Assert.Equal(ClipConfig.VitB32, ClipConfigFile.Read(Path.Combine(shared, "config.json")));
        var image = Models.Clip.Image.ClipImageConfig.Read(Path.Combine(shared, "preprocessor_config.json"));
        Assert.Equal((224, 0.48145466f, 0.27577711f), (image.Size, image.Mean[0], image.Deviation[2]));
    }

    private static void MeetsTheReference(ClipModel model)
    {
        using var expected = SafeTensorsFile.Open(Path.Combine(Reference, "expected.safetensors"));
        var images = new float[3 * 48];
        model.Images.Encode(expected.Read("image").Span, 3, images);
        Close.Assert(expected.Read("image_embeds").Span, images, 1e-4, 0, "image embeddings");
        var tokens = expected.ReadInt64("token_ids").Select(id => (int)id).Take(77).ToArray();
        var text = new float[48];
        model.Texts.Encode(tokens.AsSpan(0, Array.IndexOf(tokens, ToyVocabulary.End) + 1), text);
        Close.Assert(expected.Read("text_embeds").Slice(0, 1).Span, text, 1e-4, 0, "text embedding");
    }

    private void Copy(Action<JsonObject>? change = null)
    {
        File.Copy(Path.Combine(Reference, "model.safetensors"), _folder["model.safetensors"], overwrite: true);
        var config = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Reference, "config.json")))!;
        change?.Invoke(config);
        File.WriteAllText(_folder["config.json"], config.ToJsonString());
    }

    private void Split(Func<string, string> fileOf)
    {
        using (var whole = SafeTensorsFile.Open(_folder["model.safetensors"]))
        {
            foreach (var shard in whole.Names.GroupBy(fileOf))
            {
                var writer = new SafeTensorsWriter();
                foreach (var name in shard)
                    writer.Add(name, whole.Read(name));
                writer.Save(_folder[shard.Key]);
            }
            var map = whole.Names.ToDictionary(name => name, fileOf);
            File.WriteAllText(_folder["model.safetensors.index.json"], JsonSerializer.Serialize(new { weight_map = map }));
        }
        File.Delete(_folder["model.safetensors"]);
    }

    /// <summary>Frames as they are, which CLIP asks for once a second.</summary>
    private sealed class FixedFrames(IEnumerable<ReadOnlyMemory<byte>> frames, int width, int height) : IFrameSource
    {
        public IReadOnlyList<FrameStream> Read(IReadOnlyList<FrameRequest> requests)
        {
            Assert.Equal([new FrameRequest(1)], requests);
            return [new FrameStream(frames, width, height)];
        }
    }
}
