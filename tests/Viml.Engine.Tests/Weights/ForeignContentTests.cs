using System.Buffers.Binary;
using System.Text;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests.Weights;

/// <summary>Files that people have where a weight file should be.</summary>
public sealed class ForeignContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<byte[], string> Foreign => new()
    {
        { "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345678\n"u8.ToArray(), "git lfs pull" },
        { "<html><body>Access to model is restricted</body></html>\n"u8.ToArray(), "a web page" },
        { "\n<!DOCTYPE html>\n<html lang=en>"u8.ToArray(), "a web page" },
        { [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4, .. new byte[100]], "a 7z archive" },
        { [0x1F, 0x8B, 8, 0, .. new byte[100]], "a gzip archive" },
        { [.. Encoding.ASCII.GetBytes("data.pkl".PadRight(257, '\0')), .. "ustar\0"u8, .. new byte[1000]], "a tar archive" },
        { "GGUF\x03\0\0\0\0\0\0\0"u8.ToArray(), "GGUF" },
        { [0x89, .. "HDF\r\n\x1a\n"u8, .. new byte[100]], "HDF5" },
        { [0x93, .. "NUMPY\x01\0"u8, .. new byte[100]], "NumPy" },
        { [8, 7, 0x12, 7, .. "pytorch"u8, .. new byte[100]], "ONNX" },
        { new byte[4096], "not finished" },
        { "not found\n"u8.ToArray(), "a text: 'not found'" },
        { [], "an empty file" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void A_file_that_is_no_weight_file_is_called_what_it_is(byte[] content, string expected)
    {
        foreach (var name in new[] { "x.safetensors", "x.pt" })
        {
            File.WriteAllBytes(_folder[name], content);
            Assert.Contains(expected, Assert.Throws<WeightFileException>(() => WeightFile.Open(_folder[name])).Found);
            Assert.Contains(expected, Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(_folder[name])).Found);
        }
    }

    [Fact]
    public void A_checkpoint_named_as_safetensors_is_called_a_checkpoint()
    {
        File.WriteAllBytes(_folder["x.safetensors"], [.. "PK\x03\x04"u8, .. new byte[100]]);
        Assert.Contains("PyTorch", Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(_folder["x.safetensors"])).Found);
    }

    [Fact]
    public void Padding_with_nul_and_a_file_that_is_cut_off_are_said()
    {
        const string header = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        Write(header + "\0\0\0", new byte[8]);
        Assert.Contains("NUL", Assert.Throws<WeightFileException>(() => WeightFile.Open(_folder["a"])).Found);
        Write(header, new byte[5]);
        Assert.Contains("cut off", Assert.Throws<WeightFileException>(() => WeightFile.Open(_folder["a"])).Found);
    }

    [Fact]
    public void The_index_of_several_files_opens_as_one_file_and_is_converted()
    {
        foreach (var (file, name) in new[] { ("1.safetensors", "a"), ("2.safetensors", "b") })
        {
            var shard = new SafeTensorsWriter();
            shard.Add(name, Tensor.From(new float[] { name[0], 2 }, 2), WeightType.F16);
            shard.Save(_folder[file]);
        }
        File.WriteAllText(_folder["index.json"], """ { "weight_map": { "a": "1.safetensors", "b": "2.safetensors" } } """);

        using (var source = WeightFile.Open(_folder["index.json"]))
            WeightFile.SaveAsSafeTensors(source, _folder["all"]);
        using var all = SafeTensorsFile.Open(_folder["all"]);
        Assert.Equal(["a", "b"], all.Names);
        Assert.Equal(WeightType.F16, all.Type("b"));
        Assert.Equal([98, 2], all.Read("b").Span.ToArray());

        File.Delete(_folder["2.safetensors"]);
        Assert.Contains("'2.safetensors'", Assert.Throws<WeightFileException>(() => WeightFile.Open(_folder["index.json"])).Message);
    }

    // Values of tables 1 and 2 of the OCP 8-bit floating point specification 1.0.
    [Theory]
    [InlineData("F8_E4M3", new byte[] { 0x00, 0x01, 0x07, 0x08, 0x38, 0x7E, 0xFE, 0x7F },
        new[] { 0, 0.001953125f, 0.013671875f, 0.015625f, 1, 448, -448, float.NaN })]
    [InlineData("F8_E5M2", new byte[] { 0x00, 0x01, 0x04, 0x3C, 0x7B, 0xFB, 0x7C, 0x7F },
        new[] { 0, 1 / 65536f, 1 / 16384f, 1, 57344, -57344, float.PositiveInfinity, float.NaN })]
    [InlineData("I8", new byte[] { 0x00, 0x7F, 0x80, 0xFF }, new float[] { 0, 127, -128, -1 })]
    [InlineData("I16", new byte[] { 0x00, 0x80, 0xFF, 0xFF }, new float[] { -32768, -1 })]
    [InlineData("U16", new byte[] { 0x00, 0x80, 0xFF, 0xFF }, new float[] { 32768, 65535 })]
    [InlineData("U32", new byte[] { 0, 0, 0, 0x80 }, new[] { 2147483648f })]
    [InlineData("U64", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x80 }, new[] { 9223372036854775808f })]
    public void Every_element_type_is_read_and_kept_by_a_conversion(string type, byte[] bytes, float[] values)
    {
        Write($$$"""{"a":{"dtype":"{{{type}}}","shape":[{{{values.Length}}}],"data_offsets":[0,{{{bytes.Length}}}]}}""", bytes);
        using (var source = WeightFile.Open(_folder["a"]))
        {
            Assert.Equal(values, source.Read("a").Span.ToArray());
            WeightFile.SaveAsSafeTensors(source, _folder["b"]);
        }
        using var copy = SafeTensorsFile.Open(_folder["b"]);
        Assert.Equal(values, copy.Read("a").Span.ToArray());
        Assert.Equal(bytes, File.ReadAllBytes(_folder["b"])[^bytes.Length..]);
    }

    private void Write(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, text.Length);
        File.WriteAllBytes(_folder["a"], [.. prefix, .. text, .. data]);
    }
}
