using System.Text;
using System.Text.Json.Nodes;
using Viml.Engine.Weights;
using Viml.Models.Bundles;
using Viml.Models.Encoders;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Models.Tagging;
using Viml.Models.Tests.Encoders;
using Viml.Models.VideoMusic;
using Viml.Models.Words;
using Viml.Testing;

namespace Viml.Models.Tests.Bundles;

public sealed class BundleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_written_bundle_loads_with_all_its_parts_and_works()
    {
        var manifest = RandomBundle.Write(_folder["bundle"], 1);

        var bundle = Bundle.Load(_folder["bundle"]);

        Assert.Equal(manifest.Encoders, bundle.Manifest.Encoders with { Video = manifest.Encoders.Video });
        Assert.Equal(manifest.Model, bundle.Manifest.Model);
        Assert.Equal("random", bundle.Manifest.Name);
        Assert.Equal(("scene", "musicnn", "words"), (bundle.Video.Name, bundle.Music.Name, bundle.Text.Name));
        Assert.Equal(bundle.Music.Version, manifest.Encoders.Music.Version);
        Assert.Same(TagVocabulary.Default, bundle.Tags);
        Assert.True(File.Exists(_folder["bundle/card.md"]));
        var text = new float[bundle.Text.Width];
        bundle.Text.Encode("slow piano", text);
        var query = bundle.Model.EmbedQuery(null, text);
        Assert.Equal(1.0, query.Sum(value => value * (double)value), 1e-5);
        Assert.Equal(89, bundle.Model.Tags(query).Length);
    }

    [Fact]
    public void A_manifest_without_a_single_default_value_survives_writing_and_reading()
    {
        var manifest = new BundleManifest
        {
            Name = "näme", Version = "2.1", Licence = "CC0-1.0", Created = new DateTimeOffset(2026, 1, 31, 12, 30, 15, 123, TimeSpan.Zero),
            Encoders = new BundleEncoders
            {
                Video = [new EncoderReference("a", "1")], Music = new EncoderReference("b", "2"), Text = new EncoderReference("c", "3"),
                MusiCnn = new MusiCnnConfig
                {
                    VerticalFilters = 1, HorizontalFilters = 2, MiddleFilters = 3, Features = 4, Tags = 5, Dropout = 0.1f,
                },
                Words = new WordsConfig { Buckets = 1, EmbeddingWidth = 2, HiddenWidth = 3, Width = 4, Tags = 5, Dropout = 0.3f },
            },
            Model = new VideoMusicConfig
            {
                VideoWidth = 1, MusicWidth = 2, TextWidth = 3, VideoSteps = 4, MusicSteps = 5, Width = 6, Heads = 7, FeedForward = 8,
                Layers = 9, Tags = 10,
                UsesText = false, Dropout = 0.2f, TextDropout = 0.3, VideoDropout = 0.4, TagWeight = 0.5,
            },
            Vocabulary = "v", Training = new TrainingRecord("viml train", -3, "corpus"), Evaluation = new Dictionary<string,
            double> { ["recall"] = 0.25 },
        };
        var (encoders, model) = (manifest.Encoders, manifest.Model);
        Survives(1, manifest);
        Survives(1, manifest with { Encoders = encoders with { Words = null } });
        Survives(2, manifest with { Encoders = encoders with { MusiCnn = null } });
        Survives(2, manifest with { Encoders = encoders with { Video = [.. encoders.Video, new EncoderReference("d", "4")] } });
        Survives(2, manifest with { Model = model with { TextSteps = 64 } });
        Survives(3, manifest with { Tagging = new BundleTagging(0.25f, ["harp", "organ"]) });

        void Survives(int schema, BundleManifest written)
        {
            File.WriteAllText(_folder["bundle.json"], ManifestJson.Write(written));

            var (read, sizes) = ManifestJson.Read(_folder["bundle.json"]);

            Assert.Equal(schema, read.Schema);
            Assert.Equal(written.Evaluation, read.Evaluation);
            Assert.Equal(written.Encoders.Video, read.Encoders.Video);
            Assert.Equal(written.Tagging?.Unheard, read.Tagging?.Unheard);
            Assert.Equal(written.Tagging?.Threshold, read.Tagging?.Threshold);
            Assert.Equal(written, read with
            {
                Evaluation = written.Evaluation, Encoders = read.Encoders with { Video = written.Encoders.Video },
                Tagging = written.Tagging,
            });
            Assert.Contains("\"heads\": 7", sizes);
        }
    }

    [Fact]
    public void The_built_in_bundle_is_read_and_written_as_it_is_and_keeps_its_hash()
    {
        var folder = Path.Combine(TestPaths.Repository, "models", "builtin");
        var text = File.ReadAllText(Path.Combine(folder, "bundle.json"));

        var bundle = Bundle.Load(folder);

        Assert.Equal(text, ManifestJson.Write(bundle.Manifest) + "\n");
        Assert.Equal("a8c9d7c8ea69155c738504c0c4b16ceb129091eb834b1b741eaa9793cf1c0c28", bundle.Hash);
    }

    [Fact]
    public void Encoders_of_the_table_stand_side_by_side_and_take_the_place_of_own_ones()
    {
        var table = new EncoderTable(
            InstalledModels.None, Row(Modality.Video, 2), Row(Modality.Music, 5), Row(Modality.Text, 3));
        var toy = new ToyEncoder("toy", 2);
        var sizes = VideoMusicConfig.Default(SceneFeatures.Count + 2, 5, 3) with
        {
            Width = 16, Heads = 2, FeedForward = 32, Layers = 1, TextSteps = 4,
        };
        BundleWriter.Write(_folder["bundle"], Description, new BundleModels
        {
            Video = [new SceneEncoder(), toy], Music = new ToyEncoder("toy", 5), Text = new ToyEncoder("toy", 3),
            Model = VideoMusicModel.Random(sizes, 1),
        });

        var bundle = Bundle.Load(_folder["bundle"], table);

        Assert.Equal(2, bundle.Manifest.Schema);
        Assert.Equal("scene+toy", bundle.Video.Name);
        var video = bundle.Video.Encode(new ToyVideo());
        Assert.Equal((3, SceneFeatures.Count + 2), (video.Time, video.Width));
        Assert.Equal([0, 1], video.Step(0)[SceneFeatures.Count..].ToArray());
        Assert.Equal([2, 3], video.Step(2)[SceneFeatures.Count..].ToArray()); // two steps of its own, the last repeated
        var (features, tags) = (new float[10], new float[2 * 89]);
        bundle.Music.Encode(new float[2 * bundle.Music.WindowSamples], 2, features, tags);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], features);
        Assert.All(tags, tag => Assert.InRange(tag, 1e-6f, 1 - 1e-6f)); // of the model, because the encoder has none
        Assert.NotEqual(tags[..89], tags[89..]);
        var steps = bundle.Text.EncodeSteps("");
        Assert.Equal(2, steps.Time);
        Assert.NotEqual(bundle.Model.EmbedQuery(video, steps.Values), bundle.Model.EmbedQuery(video, steps.Values.AsSpan(0, 3)));

        Assert.Contains("'toy'", Assert.Throws<ModelFileException>(() => Bundle.Load(_folder["bundle"])).Message);

        EncoderRow Row(Modality modality, int width) => new("toy", modality, "1", _ => new ToyEncoder("toy", width, modality))
        {
            Width = width, HasWeights = false,
        };
    }

    [Fact]
    public void The_null_text_of_the_model_is_the_feature_of_the_empty_string()
    {
        RandomBundle.Write(_folder["bundle"], 1);
        var bundle = Bundle.Load(_folder["bundle"]);
        var empty = new float[bundle.Text.Width];
        bundle.Text.Encode("", empty);

        for (var i = 0; i < empty.Length; i++)
            Assert.Equal(empty[i], bundle.Model.NullText[i], 0.01f); // weights and buffer are float16
    }

    [Fact]
    public void The_hash_follows_the_weights_and_nothing_else()
    {
        RandomBundle.Write(_folder["one"], 1);
        RandomBundle.Write(_folder["same"], 1);
        RandomBundle.Write(_folder["other"], 2);
        Edit(_folder["same"], json => json["name"] = "renamed");

        var one = Bundle.Load(_folder["one"]);
        var same = Bundle.Load(_folder["same"]);
        var other = Bundle.Load(_folder["other"]);

        Assert.Equal(64, one.Hash.Length);
        Assert.Equal(one.Hash, same.Hash);
        Assert.NotEqual(one.Hash, other.Hash);
    }

    [Fact]
    public void A_query_in_words_does_not_touch_the_music_encoder()
    {
        RandomBundle.Write(_folder["bundle"], 1);
        File.WriteAllText(_folder["bundle/musicnn.safetensors"], "not weights");

        var bundle = Bundle.Load(_folder["bundle"]);
        var text = new float[bundle.Text.Width];
        bundle.Text.Encode("slow piano", text);
        bundle.Model.EmbedQuery(null, text);

        Assert.Contains("musicnn.safetensors", Assert.Throws<ModelFileException>(() => bundle.Music).Message);
    }

    [Fact]
    public void Swapped_weights_of_an_encoder_are_an_error()
    {
        RandomBundle.Write(_folder["one"], 1);
        RandomBundle.Write(_folder["other"], 2);
        File.Copy(_folder["other/words.safetensors"], _folder["one/words.safetensors"], overwrite: true);
        var bundle = Bundle.Load(_folder["one"]);

        Assert.Contains(bundle.Manifest.Encoders.Text.Version, Assert.Throws<ModelFileException>(() => bundle.Text).Message);
    }

    [Theory]
    [InlineData("bundle.json")]
    [InlineData("musicnn.safetensors")]
    [InlineData("words.safetensors")]
    [InlineData("viml.safetensors")]
    public void A_missing_file_is_an_error_with_its_path(string name)
    {
        RandomBundle.Write(_folder["bundle"], 1);
        File.Delete(_folder[$"bundle/{name}"]);

        Assert.Equal(Path.Combine(_folder["bundle"], name), Assert.Throws<ModelFileException>(() => Bundle.Load(_folder["bundle"])).Path);
    }

    [Fact]
    public void A_bundle_may_name_a_public_encoder_which_is_opened_when_it_is_used()
    {
        RandomBundle.Write(_folder["one"], 1);
        var one = Bundle.Load(_folder["one"]);
        var musiCnn = MusiCnn.Load(one.Manifest.Encoders.MusiCnn!, Path.Combine(_folder["one"], "musicnn.safetensors"));
        var clip = new ToyEncoder("clip-vit-b32", 512);
        var models = new BundleModels
        {
            MusiCnn = musiCnn, Video = [clip],
            Model = VideoMusicModel.Random(one.Manifest.Model with { VideoWidth = 512, TextWidth = 512 }, 1),
        };
        Assert.Contains("Words", Assert.Throws<ArgumentException>(() => BundleWriter.Write(_folder["two"], Description, models)).Message);
        BundleWriter.Write(_folder["two"], Description, models with { Text = clip });
        var bundle = Bundle.Load(_folder["two"]);
        Assert.NotEmpty(bundle.Hash);
        Assert.Equal(512, bundle.Model.Config.VideoWidth);
        Assert.Contains("viml models pull clip-vit-b32", Assert.Throws<ModelFileException>(() => bundle.Video).Message);

        var other = Path.Combine(TestPaths.Fixtures, "clip");
        var wrong = Bundle.Load(_folder["two"], new EncoderTable(new InstalledModels(_ => other, () => [])));
        Assert.Contains("clip-vit-b32 1-01234567", Assert.Throws<ModelFileException>(() => wrong.Text).Message);
    }

    [Fact]
    public void A_missing_folder_is_an_error() => Assert.Throws<ModelFileException>(() => Bundle.Load(_folder["none"]));

    [Theory]
    [InlineData("missing")]
    [InlineData("surplus")]
    [InlineData("misshapen")]
    public void A_wrong_tensor_is_an_error_that_names_it(string fault)
    {
        RandomBundle.Write(_folder["bundle"], 1);
        Rewrite(_folder["bundle/viml.safetensors"], fault);
        var bundle = Bundle.Load(_folder["bundle"]);

        var error = Assert.Throws<WeightFileException>(() => bundle.Model);

        Assert.Contains(fault == "surplus" ? "extra.weight" : "video.class_token", error.Message);
        Assert.Equal(_folder["bundle/viml.safetensors"], error.Path);
    }

    [Fact]
    public void Every_fault_of_the_manifest_is_an_error_that_says_it()
    {
        Faulty("unknown key 'surprise'", json => json["surprise"] = 1);
        Faulty("unknown key 'model.width2'", json => json["model"]!["width2"] = 1);
        Faulty("heads", json => json["model"]!.AsObject().Remove("heads"));
        Faulty("name", json => json.Remove("name"));
        Faulty("licence", json => json["licence"] = null);
        Faulty("schema 4", json => json["schema"] = 4);
        Faulty("'kazoo'", json => json["tagging"] = new JsonObject { ["threshold"] = 0.5, ["unheard"] = new JsonArray("kazoo") });
        Faulty("between 0 and 1", json => json["tagging"] = new JsonObject { ["threshold"] = 1, ["unheard"] = new JsonArray() });
        Faulty("'smell'", json => json["encoders"]!["video"]!["name"] = "smell");
        Faulty("sizes", json => json["encoders"]!["words"] = null);
        Faulty("musicnn version 9", json => json["encoders"]!["music"]!["version"] = "9-12345678");
        Faulty("clip-vit-b32", json => json["encoders"]!["video"]!["name"] = "clip-vit-b32");
        Faulty("abc", json => json["vocabulary"] = "abc");
        Faulty("Heads", json => json["model"]!["heads"] = 3);
        Faulty("video width is 7", json => json["model"]!["videoWidth"] = 7);
        Faulty("Buckets", json => json["encoders"]!["words"]!["buckets"] = 2000000000);
        Faulty("buckets", json => json["encoders"]!["words"]!["buckets"] = "many");
    }

    [Fact]
    public void A_mark_of_byte_order_before_the_manifest_is_no_fault()
    {
        RandomBundle.Write(_folder["bundle"], 1);
        var path = _folder["bundle/bundle.json"];
        File.WriteAllText(path, File.ReadAllText(path), Encoding.UTF8);
        Assert.Equal(0xEF, File.ReadAllBytes(path)[0]);

        Assert.Equal("random", Bundle.Load(_folder["bundle"]).Manifest.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("\0\0\0")]
    public void A_manifest_that_is_no_object_is_an_error(string content)
    {
        RandomBundle.Write(_folder["bundle"], 1);
        File.WriteAllText(_folder["bundle/bundle.json"], content);

        Assert.Throws<ModelFileException>(() => Bundle.Load(_folder["bundle"]));
    }

    private static readonly BundleDescription Description = new()
    {
        Name = "toy", Version = "0", Licence = "CC0-1.0", Created = DateTimeOffset.UnixEpoch,
        Training = new TrainingRecord("none", 1, "none"), Card = "# Toy",
    };

    private void Faulty(string expected, Action<JsonObject> edit)
    {
        RandomBundle.Write(_folder["bundle"], 1);
        Edit(_folder["bundle"], edit);

        var error = Assert.Throws<ModelFileException>(() => Bundle.Load(_folder["bundle"]));

        Assert.Contains(expected, error.Message);
        Assert.EndsWith("bundle.json", error.Path);
    }

    private static void Edit(string folder, Action<JsonObject> edit)
    {
        var path = Path.Combine(folder, "bundle.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        edit(json);
        File.WriteAllText(path, json.ToJsonString());
    }

    private static void Rewrite(string path, string fault)
    {
        var writer = new SafeTensorsWriter();
        using (var file = SafeTensorsFile.Open(path))
        {
            foreach (var name in file.Names)
            {
                var tensor = file.Read(name);
                if (name == "video.class_token" && fault == "missing")
                    continue;
                writer.Add(name, name == "video.class_token" && fault == "misshapen" ? tensor.Reshape(2, -1) : tensor);
            }
            if (fault == "surplus")
                writer.Add("extra.weight", file.Read("log_scale"));
        }
        writer.Save(path);
    }
}
