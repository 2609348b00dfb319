using System.Buffers.Binary;
using System.Text;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests.Weights;

public sealed class SafeTensorsFileTests
{
    [Fact]
    public void Tensors_written_are_read_back()
    {
        using var folder = new TemporaryFolder();
        var path = WriteSmallFile(folder);

        using var file = SafeTensorsFile.Open(path);

        Assert.Equal(["bytes", "empty", "full", "half", "scalar", "whole"], file.Names);
        Assert.Equal("value \"quoted\" é", file.Metadata["key"]);
        Assert.Equal([2, 3], file.Shape("full"));
        Assert.Equal([1, -2, 3.5f, float.MaxValue, float.NegativeInfinity, 0], file.Read("full").Span.ToArray());
        Assert.Equal([1, -2, 0.5f], file.Read("half").Span.ToArray());
        Assert.Equal(WeightType.F16, file.Type("half"));
        Assert.Equal([long.MinValue, 7], file.ReadInt64("whole"));
        Assert.Equal([0, 255, 3], file.ReadBytes("bytes"));
        Assert.Equal([0f, 255, 3], file.Read("bytes").Span.ToArray());
        Assert.Equal(42, Assert.Single(file.Read("scalar").Span.ToArray()));
        Assert.Equal(0, file.Read("empty").Length);
    }

    [Fact]
    public void Every_stored_type_converts_to_float()
    {
        using var folder = new TemporaryFolder();
        const string Header = """
            {"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"I32","shape":[1],"data_offsets":[8,12]},
             "c":{"dtype":"BF16","shape":[1],"data_offsets":[12,14]},"d":{"dtype":"BOOL","shape":[1],"data_offsets":[14,15]}}
            """;
        byte[] data = [.. BitConverter.GetBytes(-1.5), .. BitConverter.GetBytes(-9), 0xC0, 0x3F, 1];
        var path = WriteRaw(folder, Header, data);

        using var file = SafeTensorsFile.Open(path);

        Assert.Equal([-1.5f, -9, 1.5f, 1], file.Names.Select(name => file.Read(name).Span[0]));
    }

    [Fact]
    public void Unaligned_floats_are_copied_and_equal()
    {
        using var folder = new TemporaryFolder();
        byte[] data = [9, .. BitConverter.GetBytes(2.5f), .. BitConverter.GetBytes(-3f)];
        const string Header = """
            {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}}
            """;
        var path = WriteRaw(folder, Header, data);

        using var file = SafeTensorsFile.Open(path);

        Assert.Equal([2.5f, -3], file.Read("b").Span.ToArray());
    }

    [Fact]
    public void Mapped_tensors_stay_valid_after_the_file_is_closed_and_changes_stay_private()
    {
        using var folder = new TemporaryFolder();
        var path = WriteSmallFile(folder);
        var before = File.ReadAllBytes(path);
        Tensor tensor;
        using (var file = SafeTensorsFile.Open(path))
            tensor = file.Read("full");

        tensor.Span[0] = 99;

        Assert.Equal(99, tensor.Span[0]);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void Reading_after_closing_is_an_error_of_the_caller()
    {
        using var folder = new TemporaryFolder();
        var file = SafeTensorsFile.Open(WriteSmallFile(folder));
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.Read("full"));
        Assert.Throws<ObjectDisposedException>(() => file.Read("half"));
    }

    [Fact]
    public void Unknown_name_and_wrong_kind_name_what_is_there()
    {
        using var folder = new TemporaryFolder();
        using var file = SafeTensorsFile.Open(WriteSmallFile(folder));

        Assert.Contains("full", Assert.Throws<WeightFileException>(() => file.Read("fool")).Message);
        Assert.Throws<WeightFileException>(() => file.ReadInt64("full"));
        Assert.Throws<WeightFileException>(() => file.ReadBytes("whole"));
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_a_weight_file_fault()
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(WriteSmallFile(folder));
        var path = folder["cut.safetensors"];
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            var fault = Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(path));
            Assert.Equal(path, fault.Path);
        }
    }

    [Fact]
    public void A_byte_too_many_is_a_weight_file_fault()
    {
        using var folder = new TemporaryFolder();
        var path = WriteSmallFile(folder);
        File.AppendAllText(path, "x");

        Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(path));
    }

    [Fact]
    public void Mutated_headers_are_read_or_are_a_weight_file_fault()
    {
        using var folder = new TemporaryFolder();
        var original = File.ReadAllBytes(WriteSmallFile(folder));
        var headerEnd = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(original);
        var path = folder["mutated.safetensors"];
        var random = new Random(20231);
        var faults = 0;
        for (var round = 0; round < 1500; round++)
        {
            var bytes = original.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var position = random.Next(headerEnd);
                bytes[position] = random.Next(3) switch
                {
                    0 => (byte)random.Next(256),
                    1 => (byte)"{}[]\",:0123456789-"[random.Next(18)],
                    _ => (byte)(bytes[position] ^ (1 << random.Next(8))),
                };
            }

            File.WriteAllBytes(path, bytes);
            try
            {
                using var file = SafeTensorsFile.Open(path);
                foreach (var name in file.Names)
                    Assert.True(file.Read(name).Length <= bytes.Length);
            }
            catch (WeightFileException)
            {
                faults++;
            }
        }

        Assert.True(faults > 750, $"only {faults} mutations were found");
    }

    [Theory]
    [InlineData("[]", 0, "object")]
    [InlineData("{} x", 0, "valid JSON")]
    [InlineData("{\"a\":3}", 0, "JSON object for tensor 'a'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "F64, F32, F16")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "8 bytes for tensor 'a'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}", 4, "'more'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "twice")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", 4, "whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "ascending")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "gap")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}""", 6, "overlap")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "'a' twice")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4294967296],\"data_offsets\":[0,0]}}", 0, "elements")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", 0, "text for 'a'")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 2, "1 bytes of data")]
    public void A_lying_header_is_named(string header, int dataLength, string expectedPart)
    {
        using var folder = new TemporaryFolder();
        var path = WriteRaw(folder, header, new byte[dataLength]);

        Assert.Contains(expectedPart, Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(path)).Message);
    }

    [Fact]
    public void A_header_length_beyond_file_or_limit_takes_no_memory()
    {
        using var folder = new TemporaryFolder();
        var path = folder["lie.safetensors"];
        foreach (var length in new ulong[] { ulong.MaxValue, (ulong)long.MaxValue, 1UL << 40, 200_000_000UL, 9UL, 0UL, 1UL })
        {
            var bytes = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
            File.WriteAllBytes(path, bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(path));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        }
    }

    [Fact]
    public void A_missing_file_is_the_outside_worlds_fault()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FileNotFoundException>(() => SafeTensorsFile.Open(folder["none.safetensors"]));
    }

    internal static string WriteSmallFile(TemporaryFolder folder)
    {
        var writer = new SafeTensorsWriter();
        writer.Metadata["key"] = "value \"quoted\" é";
        writer.Add("full", Tensor.From(new float[] { 1, -2, 3.5f, float.MaxValue, float.NegativeInfinity, 0 }, 2, 3));
        writer.Add("half", Tensor.From(new float[] { 1, -2, 0.5f }, 3), WeightType.F16);
        writer.Add("whole", new[] { long.MinValue, 7 }, 2);
        writer.Add("bytes", new byte[] { 0, 255, 3 }, 3, 1);
        writer.Add("scalar", Tensor.From(new float[] { 42 }));
        writer.Add("empty", Tensor.From(Array.Empty<float>(), 0, 5));
        var path = folder["small.safetensors"];
        writer.Save(path);
        return path;
    }

    private static string WriteRaw(TemporaryFolder folder, string header, byte[] data)
    {
        var path = folder["raw.safetensors"];
        var json = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. data]);
        return path;
    }
}
