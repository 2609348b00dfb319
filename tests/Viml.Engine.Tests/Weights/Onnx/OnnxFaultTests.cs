using System.Diagnostics;
using System.Globalization;
using Viml.Engine.Weights;
using Viml.Engine.Weights.Onnx;
using Viml.Testing;

namespace Viml.Engine.Tests.Weights.Onnx;

public sealed class OnnxFaultTests : IDisposable
{
    private static readonly byte[] Sound = OnnxBytes.Model(
        OnnxBytes.Tensor("raw", OnnxBytes.Float, [2, 3], OnnxBytes.Raw(1f, 2, 3, 4, 5, 6)),
        OnnxBytes.Tensor("typed", OnnxBytes.Float, [2], OnnxBytes.Bytes(4, OnnxBytes.Single(7, 8))),
        OnnxBytes.Tensor("numbers", OnnxBytes.Int64, [3], OnnxBytes.Bytes(7, OnnxBytes.Packed(1, 300, -1))),
        OnnxBytes.Tensor("half", OnnxBytes.Float16, [2], OnnxBytes.Bytes(5, OnnxBytes.Packed(0x3c00, 0xbc00))));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_cut_at_any_byte_is_a_fault()
    {
        Measured(Write(Sound));
        for (var length = 0; length < Sound.Length; length++)
            Expect(Sound[..length]);
    }

    [Fact]
    public void Every_flipped_bit_is_read_or_is_a_fault()
    {
        var faults = 0;
        for (var bit = 0; bit < 8 * Sound.Length; bit++)
        {
            var bytes = Sound.ToArray();
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            faults += IsFault(bytes) ? 1 : 0;
        }

        Assert.True(faults > 2 * Sound.Length, $"{faults} faults in {8 * Sound.Length} flips");
    }

    [Fact]
    public void Many_changed_bytes_are_read_or_are_a_fault()
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable("VIML_FUZZ_SECONDS") ?? "0.5", CultureInfo.InvariantCulture);
        var random = new Random(20235);
        var (rounds, faults) = (0, 0);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds || rounds < 100; rounds++)
        {
            var bytes = Sound.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            faults += IsFault(bytes) ? 1 : 0;
        }

        Assert.True(faults > rounds / 4, $"{faults} faults in {rounds} rounds");
    }

    [Theory]
    [InlineData(OnnxBytes.Float, new long[] { 3 }, "12 bytes for 'x'", "8 bytes")]
    [InlineData(OnnxBytes.Float, new long[] { 1 }, "4 bytes for 'x'", "8 bytes")]
    [InlineData(OnnxBytes.Float, new long[] { 1_000_000_000 }, "4000000000 bytes for 'x'", "8 bytes")]
    [InlineData(OnnxBytes.Float, new long[] { 1L << 40, 1L << 40 }, "at most 2147483647 elements in 'x'", "1099511627776")]
    [InlineData(OnnxBytes.Float, new long[] { 65_536, 65_536, 65_536, 65_536, 0 }, "at most 2147483647 elements in 'x'", "65536")]
    [InlineData(OnnxBytes.Float, new long[] { -2 }, "sizes from 0", "-2")]
    [InlineData(OnnxBytes.Double, new long[] { 2 }, "16 bytes for 'x' of type F64", "8 bytes")]
    public void A_shape_that_lies_about_the_data_is_a_fault(int type, long[] shape, params string[] parts) =>
        Expect(OnnxBytes.Model(OnnxBytes.Tensor("x", type, shape, OnnxBytes.Raw(1f, 2))), parts);

    [Theory]
    [InlineData(new long[] { 1, 2 }, "3 numbers of 'x'", "2")]
    [InlineData(new long[] { 1, 2, 3, 4 }, "3 numbers of 'x'", "more")]
    public void A_shape_that_lies_about_numbers_is_a_fault(long[] numbers, params string[] parts) =>
        Expect(OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Int64, [3], OnnxBytes.Bytes(7, OnnxBytes.Packed(numbers)))), parts);

    [Fact]
    public void Memory_is_taken_for_no_more_numbers_than_the_file_can_hold()
    {
        Expect(
            OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Int64, [200_000_000], OnnxBytes.Bytes(7, [1, 2, 3]))),
            "200000000 numbers of 'x'", "3 bytes");
        // A byte in the file would become eight in memory: a small file may, a large one may not.
        Expect(
            OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Int64, [1_000_000], OnnxBytes.Bytes(7, new byte[1_000_000]))),
            "bytes of memory", "'x'");
    }

    [Fact]
    public void A_million_initialisers_without_elements_cost_a_few_bytes_each_or_are_refused() =>
        Expect(
            OnnxBytes.Model([.. Enumerable.Range(0, 200_000).Select(i => OnnxBytes.Tensor($"{i}", OnnxBytes.Float, [0]))]),
            "bytes of memory");

    [Theory]
    [InlineData(OnnxBytes.Int8, "INT8")]
    [InlineData(12, "UINT32")]
    [InlineData(22, "INT4")]
    [InlineData(0, "UNDEFINED")]
    [InlineData(99, "type 99")]
    public void An_element_type_that_is_not_read_is_named(int type, string name) =>
        Expect(OnnxBytes.Model(OnnxBytes.Tensor("x", type, [1], OnnxBytes.Raw(1))), "'x'", "F32", name);

    [Fact]
    public void Elements_outside_their_type_or_field_are_faults()
    {
        Expect(OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Bool, [1], OnnxBytes.Bytes(5, [2]))), "numbers of type BOOL in 'x'", "2");
        Expect(
            OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Float16, [1], OnnxBytes.Bytes(5, OnnxBytes.Packed(70_000)))), "F16", "70000");
        Expect(OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Int32, [1], OnnxBytes.Bytes(5, OnnxBytes.Packed(1L << 40)))), "I32");
        Expect(
            OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Float, [1], OnnxBytes.Bytes(7, [1]))), "'x', F32, in field 9 or 4", "field 7");
        Expect(
            OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Float, [1], OnnxBytes.Raw(1f), OnnxBytes.Bytes(4, OnnxBytes.Single(1)))),
            "one field", "fields 9 and 4");
        Expect(OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Float, [2], OnnxBytes.Raw(1f), OnnxBytes.Raw(1f))), "one field");
        Expect(OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Text, [1], OnnxBytes.Bytes(6, "word"u8))), "tensors of numbers", "'x'");
    }

    [Fact]
    public void What_a_single_file_does_not_hold_is_refused()
    {
        var location = OnnxBytes.Bytes(13, [.. OnnxBytes.Bytes(1, "location"u8), .. OnnxBytes.Bytes(2, "../../etc/passwd"u8)]);
        Expect(
            OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Float, [1], location, OnnxBytes.Number(14, 1))), "external data is not read",
            "'x'");
        Expect(OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Float, [1], OnnxBytes.Number(14, 1))), "external data is not read");
        Expect(OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Float, [1], OnnxBytes.Bytes(3, []))), "a segment of 'x'");
        Expect([.. OnnxBytes.Bytes(7, OnnxBytes.Bytes(15, [])), .. OnnxBytes.Bytes(8, [])], "sparse");
        Measured(Write(OnnxBytes.Model(OnnxBytes.Tensor("x", OnnxBytes.Float, [1], OnnxBytes.Raw(1f), OnnxBytes.Number(14, 0)))));
    }

    [Fact]
    public void Names_are_there_once_and_are_texts()
    {
        var tensor = OnnxBytes.Tensor("x", OnnxBytes.Float, [1], OnnxBytes.Raw(1f));
        Expect(OnnxBytes.Model(tensor, tensor), "'x' twice");
        Expect(OnnxBytes.Model(OnnxBytes.Tensor("", OnnxBytes.Float, [1], OnnxBytes.Raw(1f))), "a name for every initialiser");
        Expect(
            OnnxBytes.Model(OnnxBytes.Tensor(new string('x', 1001), OnnxBytes.Float, [1], OnnxBytes.Raw(1f))),
            "names of at most 1000 bytes");
        Expect(OnnxBytes.Model([.. OnnxBytes.Bytes(8, [0xff, 0xfe]), .. OnnxBytes.Number(2, 1)]), "a name in UTF-8");
    }

    [Fact]
    public void Unknown_fields_and_lying_lengths_are_faults_with_their_place()
    {
        Expect([.. Sound, .. OnnxBytes.Number(99, 1)], "ir_version", "field 99");
        Expect(OnnxBytes.Model([.. OnnxBytes.Tensor("x", OnnxBytes.Float, [0]), .. OnnxBytes.Number(40, 1)]), "raw_data", "field 40");
        Expect([.. OnnxBytes.Bytes(7, OnnxBytes.Number(33, 1))], "initializer", "field 33");
        Expect([7 << 3 | 2, 0xff, 0xff, 0xff, 0xff, 0x7f], "34359738367 bytes", "0 bytes until its end");
        Expect([7 << 3 | 2, .. OnnxBytes.Varint(ulong.MaxValue)], "18446744073709551615 bytes");
        Expect([7 << 3 | 2, .. Enumerable.Repeat((byte)0xff, 12)], "at most 64 bits");
        Expect([7 << 3 | 3], "wire type");
        Expect([0], "a field number at byte 0");
        Expect([7 << 3, 1], "wire type 2 for field 7");
        Expect([.. OnnxBytes.Graph(), .. OnnxBytes.Graph(), .. OnnxBytes.Bytes(8, [])], "one graph");
        Expect(OnnxBytes.Graph(), "operator sets");
        Expect([.. OnnxBytes.Number(1, 8), .. OnnxBytes.Bytes(8, [])], "no graph");
    }

    [Fact]
    public void Other_files_are_told_apart()
    {
        Expect([], "0 bytes");
        Expect("hello, world"u8.ToArray());
        Expect([0x80, 2, .. "PK"u8]);
        Assert.Throws<FileNotFoundException>(() => OnnxFile.Open(_folder["none"]));
    }

    private bool IsFault(byte[] bytes)
    {
        try
        {
            Measured(Write(bytes));
            return false;
        }
        catch (WeightFileException)
        {
            return true;
        }
    }

    private void Expect(byte[] bytes, params string[] parts)
    {
        var path = Write(bytes);
        var fault = Assert.Throws<WeightFileException>(() => Measured(path));
        Assert.Equal(path, fault.Path);
        Assert.All(parts, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder["model.onnx"], bytes);
        return _folder["model.onnx"];
    }

    /// <summary>
    /// Opens a file and reads all of it, and holds the memory that takes to four times the file (and a constant for a small one).
    /// </summary>
    private static void Measured(string path)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var file = OnnxFile.Open(path);
            foreach (var name in file.Names)
                file.Read(name);
        }
        finally
        {
            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken <= 4 * new FileInfo(path).Length + (3 << 20), $"{taken} bytes for a file of {new FileInfo(path).Length}");
        }
    }
}
