using Viml.Models;
using Viml.Models.Encoders;
using Viml.Testing;

namespace Viml.Onnx.Tests.Encoders;

public sealed class OnnxFaultTests : IDisposable
{
    private const string Pictures =
        "\"pictures\": { \"size\": 8, \"mean\": { \"red\": 0, \"green\": 0, \"blue\": 0 }, "
        + "\"deviation\": { \"red\": 1, \"green\": 1, \"blue\": 1 } }";
    private const string Sound = "\"sound\": { \"sampleRate\": 50, \"windowSeconds\": 2 }";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_of_an_operator_set_of_the_future_is_a_fault() =>
        Expect(ToyModels.Write(_folder, ToyModels.Pictures(opset: 99), Pictures, 3), Modality.Video, "ONNX Runtime can run", "99");

    [Fact]
    public void An_operator_that_onnx_runtime_does_not_have_is_named() =>
        Expect(
            ToyModels.Write(_folder, ToyModels.Pictures(operation: "Magic", domain: "toys"), Pictures, 3), Modality.Video,
            "ONNX Runtime can run", "Magic");

    [Fact]
    public void A_manifest_that_lies_about_shapes_is_a_fault()
    {
        Expect(ToyModels.Write(_folder, ToyModels.Pictures(), Pictures, 4), Modality.Video, "[batch, 4]", "Single [-1, 3]");
        Expect(ToyModels.Write(_folder, ToyModels.Pictures(), Pictures, 3, "mean"), Modality.Video, "[batch, steps, 3]");
        Expect(ToyModels.Write(_folder, ToyModels.Pictures(size: 9), Pictures, 3), Modality.Video, "[batch, 3, 8, 8]", "9, 9");
        Expect(ToyModels.Write(_folder, ToyModels.Sound(), Sound.Replace("50", "60"), 2), Modality.Music, "[batch, 120]", "100");
        Expect(ToyModels.Write(_folder, ToyModels.Sound(), Sound, 2, output: "z"), Modality.Music, "the output 'z'", "y");
        Expect(ToyModels.Write(_folder, ToyModels.Pictures(), Sound, 3), Modality.Music, "[batch, 100]");
        const string Inputs = "\"texts\": { \"tokenizer\": \"wordpiece\", \"context\": 6, \"padding\": -1 }";
        var texts = ToyModels.Write(_folder, ToyModels.Texts("words"), Inputs, 2, "mean");
        File.WriteAllText(Path.Combine(texts, "vocab.txt"), "[UNK]\n[CLS]\n[SEP]\n");
        Expect(texts, Modality.Text, "input_ids", "words of Int64");
    }

    [Fact]
    public void Features_that_are_no_numbers_are_a_fault()
    {
        var encoder = (IMusicEncoder)Open(ToyModels.Write(_folder, ToyModels.Sound(by: 0), Sound, 2), Modality.Music);
        var fault = Assert.Throws<ModelFileException>(() => encoder.Encode(new float[100], 1, new float[2], []));
        Assert.Contains("finite features", fault.Message);
    }

    [Theory]
    [InlineData("\"pictures\": {}", "'pictures.size'")]
    [InlineData("\"sound\": { \"sampleRate\": 50, \"windowSeconds\": 0 }", "1 to")]
    [InlineData("\"sound\": { \"sampleRate\": 50, \"windowSeconds\": 1e300 }", "1 to")]
    [InlineData("\"texts\": { \"tokenizer\": \"other\", \"context\": 6, \"padding\": -1 }", "wordpiece or clip")]
    [InlineData("\"texts\": { \"tokenizer\": \"clip\", \"context\": 6, \"padding\": -1, \"more\": 1 }", "'texts.more'")]
    [InlineData("\"smell\": {}", "'smell'")]
    public void A_manifest_with_wrong_or_unknown_keys_is_a_fault(string inputs, string part)
    {
        var folder = ToyModels.Write(_folder, ToyModels.Sound(), inputs, 2);
        var fault = Assert.Throws<ModelFileException>(() => OnnxManifest.Read(folder));
        Assert.Contains(part, fault.Message);
        Assert.Contains("encoder.json", fault.Path);
    }

    [Fact]
    public void Weights_in_another_file_stay_inside_the_folder()
    {
        var outside = _folder["outside.bin"];
        File.WriteAllBytes(outside, new byte[800]);
        Expect(ToyModels.Write(_folder, ToyModels.External("../outside.bin"), Sound, 2), Modality.Music, "outside.bin");
        Expect(ToyModels.Write(_folder, ToyModels.External(outside), Sound, 2), Modality.Music);
        var inside = ToyModels.Write(_folder, ToyModels.External("weights.bin"), Sound, 2);
        Expect(inside, Modality.Music, "weights.bin");
        File.WriteAllBytes(Path.Combine(inside, "weights.bin"), new byte[800]);
        Assert.Equal(2, Open(inside, Modality.Music).Width);
    }

    [Fact]
    public void A_cut_model_and_a_missing_one_are_faults()
    {
        var whole = ToyModels.Sound();
        for (var length = 0; length < whole.Length; length += 97)
            Expect(ToyModels.Write(_folder, whole[..length], Sound, 2), Modality.Music);
        var folder = ToyModels.Write(_folder, whole, Sound, 2);
        File.Delete(Path.Combine(folder, "model.onnx"));
        Expect(folder, Modality.Music, "none");
        Assert.Throws<EncoderChoiceException>(() => Open(ToyModels.Write(_folder, whole, Sound, 2), Modality.Video));
    }

    [Fact]
    public void A_native_library_that_does_not_load_is_said_with_what_still_works()
    {
        var missing = new DllNotFoundException("no libonnxruntime.");
        Exception[] faults = [missing, new TypeInitializationException("x", missing)];
        Assert.All(faults, fault => Assert.True(OnnxLibrary.IsMissing(fault)));
        Assert.All(faults, fault => Assert.Contains("(no libonnxruntime). All other encoders work", OnnxLibrary.Missing(fault).Message));
        Assert.False(OnnxLibrary.IsMissing(new TypeInitializationException("x", new InvalidOperationException())));
    }

    private static IEncoder Open(string folder, Modality modality) =>
        OnnxEncoders.Rows.Single(row => row.Modality == modality).Open(new EncoderSource("mine", folder));

    private static void Expect(string folder, Modality modality, params string[] parts)
    {
        var fault = Assert.Throws<ModelFileException>(() => Open(folder, modality));
        Assert.All(parts, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }
}
