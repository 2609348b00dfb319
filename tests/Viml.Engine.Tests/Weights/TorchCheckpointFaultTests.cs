using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests.Weights;

public sealed class TorchCheckpointFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("builtins", "getattr")]
    [InlineData("__builtin__", "apply")]
    [InlineData("torch", "load")]
    [InlineData("torch._utils", "_rebuild_tensor_v2.__globals__")]
    [InlineData("torch.serialization", "os.system")]
    [InlineData("collections", "OrderedDict.__init__")]
    [InlineData("__torch__.os", "system")]
    public void A_global_beyond_the_list_is_named_with_its_place_in_every_protocol(string module, string name)
    {
        for (var protocol = 0; protocol <= 5; protocol++)
        {
            var pickle = PickleBytes.Protocol(protocol);
            var at = pickle.ToArray().Length;
            pickle.Global(module, name).Text("touch /").Op(0x85).Raw("R");
            Expect(PickleBytes.Zip(_folder, pickle.End()), $"'{module}.{name}'", $"byte {at} of 'archive/data.pkl'");
            var stacked = PickleBytes.Protocol(Math.Max(protocol, 2)).Text(module).Text(name).Op(0x93);
            Expect(PickleBytes.Zip(_folder, stacked.End()), $"'{module}.{name}'");
            // The same in front of a legacy checkpoint's first pickle, which only the magic number may be.
            var legacy = _folder["bad.pth"];
            File.WriteAllBytes(legacy, PickleBytes.Protocol(2).Global(module, name).End());
            Expect(legacy, $"'{module}.{name}'", "byte 2");
        }
    }

    [Theory]
    [InlineData("(S'x'\nios\nsystem\n.", "INST")]
    [InlineData("(cos\nsystem\no.", "'os.system'")]
    [InlineData("Pkey\n.", "PERSID")]
    [InlineData("\u008f.", "EMPTY_SET")]
    [InlineData("\u0082\u0001.", "EXT1")]
    [InlineData("\u0097.", "NEXT_BUFFER")]
    [InlineData("\u0092.", "NEWOBJ_EX")]
    [InlineData("ccollections\nOrderedDict\n(I1\ntR.", "OrderedDict")]
    [InlineData("ctorch\nFloatStorage\n)R.", "call")]
    [InlineData("}I1\nR.", "a dict")]
    [InlineData("]I1\nb.", "a list")]
    [InlineData("}]I1\ns.", "key")]
    [InlineData("t.", "mark")]
    [InlineData("a.", "stack")]
    [InlineData("NN.", "one value")]
    [InlineData("(N.", "one value")]
    [InlineData("N", "until the end")]
    [InlineData("\u00ff.", "0xff")]
    [InlineData("Nr\u00ff\u00ff\u00ff\u00ff.", "4294967295")]
    [InlineData("h\u0000.", "remembered")]
    [InlineData("X\u00ff\u00ff\u00ff\u007fabc.", "bytes of text")]
    [InlineData("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fabc.", "bytes of text")]
    [InlineData("\u0080\u0006N.", "protocol")]
    [InlineData("I1000000000000000000000000\n.", "64 bits")]
    [InlineData("\u008a\u0011aaaaaaaaaaaaaaaaa.", "128 bits")]
    public void A_refused_operation_is_named(string pickle, string part) =>
        Expect(PickleBytes.Zip(_folder, Encoding.Latin1.GetBytes(pickle)), part, "of 'archive/data.pkl'");

    [Theory]
    [InlineData(5, 0, 4, 2, "elements 0 to 6")]
    [InlineData(4, 1, 4, 1, "elements 1 to 4")]
    [InlineData(4, -1, 2, 1, "elements -1")]
    [InlineData(4, 0, 1L << 40, 0, "at most")]
    [InlineData(4, 0, 2, long.MaxValue, "elements 0")]
    [InlineData(4, 0, -2, 1, "sizes and strides")]
    [InlineData(4, 0, 2, -1, "sizes and strides")]
    [InlineData(4, 0, 2_000_000_000, 0, "4 times")]
    [InlineData(5, 0, 2, 1, "20 bytes of storage")]
    [InlineData(-1, 0, 0, 1, "count")]
    public void A_tensor_outside_its_storage_is_a_fault(long count, long offset, long size, long stride, string part)
    {
        var pickle = PickleBytes.Protocol(2).Raw("}").Text("x").Tensor("0", count, offset, [size], [stride]).Raw("s").End();

        Expect(PickleBytes.Zip(_folder, pickle, ("data/0", new byte[16])), part);
    }

    [Fact]
    public void A_missing_storage_and_another_byte_order_are_faults()
    {
        var pickle = PickleBytes.Protocol(2).Tensor("0", 4, 0, [4], [1]).End();
        Expect(PickleBytes.Zip(_folder, pickle), "'archive/data/0'");
        Expect(PickleBytes.Zip(_folder, pickle, ("data/0", new byte[16]), ("byteorder", "big"u8.ToArray())), "little-endian");

        using var whole = TorchCheckpoint.Open(
            PickleBytes.Zip(_folder, pickle, ("data/0", new byte[16]), ("byteorder", "little"u8.ToArray())));
        Assert.Equal(["tensor"], whole.Names);
    }

    [Fact]
    public void Containers_inside_themselves_or_shared_without_end_are_faults()
    {
        var itself = PickleBytes.Protocol(2).Raw("]q\0h\0a").End();
        Expect(PickleBytes.Zip(_folder, itself), "deep");

        // Each list holds the one before twice: 2^40 paths in 300 bytes.
        var doubling = PickleBytes.Protocol(2).Raw("]q\0");
        for (byte level = 0; level < 40; level++)
            doubling.Raw("]q").Op((byte)(level + 1)).Raw("(h").Op(level).Raw("h").Op(level).Raw("e");
        Expect(PickleBytes.Zip(_folder, Wrapped(doubling.ToArray())), "memory");

        static byte[] Wrapped(byte[] lists) => [.. lists[..2], .. "("u8, .. lists[2..], .. "l."u8];
    }

    [Theory]
    [InlineData("]")]
    [InlineData("}")]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("N0")]
    [InlineData("I5\n")]
    [InlineData("2")]
    [InlineData("U\0")]
    public void A_million_operations_cost_a_few_bytes_each_or_are_refused(string operation)
    {
        var pickle = PickleBytes.Protocol(2).Raw("N");
        pickle.Raw(string.Concat(Enumerable.Repeat(operation, 1_000_000)));
        var path = PickleBytes.Zip(_folder, pickle.End());

        Assert.True(Record.Exception(() => Measured(path)) is null or WeightFileException);
    }

    [Theory]
    [InlineData("X", "", ".", "text in UTF-8")]
    [InlineData("V", "", "\n.", "text in UTF-8")]
    [InlineData("c", "a", "\nb\n.", "a global of at most")]
    [InlineData("cb\n", "a", "\n.", "a global of at most")]
    public void A_megabyte_of_text_costs_no_more_than_itself(string before, string letter, string after, string expected)
    {
        const int length = 1_000_000;
        var text = letter.Length > 0
            ? Encoding.ASCII.GetBytes(new string(letter[0], length))
            : Enumerable.Repeat((byte)0xbd, length).ToArray();
        var pickle = PickleBytes.Protocol(2).Raw(before);
        if (before == "X")
            pickle.Op(BitConverter.GetBytes(length));
        Expect(PickleBytes.Zip(_folder, pickle.Op(text).Raw(after).ToArray()), expected);
    }

    [Fact]
    public void A_tensor_of_a_name_without_end_is_refused()
    {
        var pickle = PickleBytes.Protocol(2).Raw("}").Text(new string('a', 1_000_000)).Tensor("0", 4, 0, [4], [1]).Raw("s").End();
        Expect(PickleBytes.Zip(_folder, pickle, ("data/0", new byte[4])), "names of at most 1000 characters");
    }

    [Fact]
    public void A_memo_or_dict_of_a_million_entries_stays_within_its_allowance()
    {
        var memo = PickleBytes.Protocol(4).Raw("N");
        memo.Op([.. Enumerable.Repeat((byte)0x94, 1_000_000)]);
        Assert.Throws<WeightFileException>(() => Measured(PickleBytes.Zip(_folder, memo.End())));

        var dict = PickleBytes.Protocol(2).Raw("}(");
        for (var i = 0; i < 1_000_000; i++)
            dict.Raw("J").Op(BitConverter.GetBytes(i)).Raw("N");
        Assert.Throws<WeightFileException>(() => Measured(PickleBytes.Zip(_folder, dict.Raw("u").End())));
    }

    [Fact]
    public void Zip_bombs_nested_zips_and_leaving_names_are_refused()
    {
        var bomb = PickleBytes.Archive(_folder, CompressionLevel.SmallestSize, ("archive/data.pkl", new byte[200_000_000]));
        Assert.True(new FileInfo(bomb).Length < 1_000_000);
        Assert.Contains("'archive/data.pkl' of 200000000", Assert.Throws<WeightFileException>(() => Measured(bomb)).Message);

        var inner = File.ReadAllBytes(PickleBytes.Zip(_folder, PickleBytes.Protocol(2).Raw("}").End()));
        Expect(PickleBytes.Zip(_folder, inner), "PERSID");
        foreach (var name in new[] { "../data.pkl", "/archive/data.pkl", "archive/../../data.pkl", "C:/data.pkl", "archive\\data.pkl" })
            Expect(PickleBytes.Archive(_folder, CompressionLevel.NoCompression, (name, [])), "plain relative names");
        Expect(PickleBytes.Archive(_folder, CompressionLevel.NoCompression, ("a/data.pkl", []), ("b/data.pkl", [])), "2 among");
        Expect(PickleBytes.Archive(_folder, CompressionLevel.NoCompression, ("a/data.pkl", []), ("a/data.pkl", [])), "twice");
    }

    [Fact]
    public void A_compressed_entry_is_read_and_a_lie_about_its_length_found()
    {
        var pickle = PickleBytes.Protocol(2).Tensor("0", 1000, 0, [1000], [1]).End();
        var data = new byte[4000];
        new Random(5).NextBytes(data);
        var path = PickleBytes.Archive(_folder, CompressionLevel.Optimal, ("a/data.pkl", pickle), ("a/data/0", data));
        using (var file = TorchCheckpoint.Open(path))
            Assert.Equal(1000, file.Read("tensor").Length);

        var bytes = File.ReadAllBytes(path);
        var directory = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - 6));
        bytes[directory + 24]++;
        File.WriteAllBytes(path, bytes);
        Expect(path, "damaged or missing");
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Another_bit_than_the_CRC_32_was_made_of_is_found_where_the_entry_is_read(CompressionLevel level)
    {
        var pickle = PickleBytes.Protocol(2).Raw("}(").Text("x").Tensor("0", 600_000, 0, [600_000], [1]).Text("y")
            .Tensor("1", 4, 0, [4], [1]).Raw("u").End();
        var data = new byte[2_400_000];
        new Random(5).NextBytes(data);
        var path = PickleBytes.Archive(_folder, level, ("a/data.pkl", pickle), ("a/data/0", data), ("a/data/1", new byte[16]));
        var bytes = File.ReadAllBytes(path);
        // The stated CRC of a/data/0 in the directory: 16 bytes into the record whose name begins at 46.
        var at = bytes.AsSpan().LastIndexOf("a/data/0"u8) - 46 + 16;
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
        Expect(path, "CRC-32", "'a/data/0'", "damaged");

        if (level != CompressionLevel.NoCompression)
            return;
        // A stored entry is not read before it is asked for, and its fault stays.
        using (var file = TorchCheckpoint.Open(path))
        {
            Assert.Equal(4, file.Read("y").Length);
            Assert.Throws<WeightFileException>(() => file.Read("x"));
            Assert.Throws<WeightFileException>(() => file.CopyTo("x", Stream.Null));
        }

        bytes[at] ^= 1;
        var last = bytes.AsSpan().IndexOf("a/data/0"u8) + 8 + data.Length - 1;
        bytes[last] ^= 0x80;
        File.WriteAllBytes(path, bytes);
        Expect(path, "CRC-32", "'a/data/0'");
        bytes[last] ^= 0x80;
        File.WriteAllBytes(path, bytes);
        Measured(path);
    }

    [Theory]
    [InlineData("legacy2.pth", 1)]
    [InlineData("zip2.pth", 7)] // A zip is read from its end record, so any cut before that is the same fault.
    public void A_checkpoint_cut_at_any_byte_is_a_fault(string name, int step)
    {
        const int End = 128;
        var bytes = File.ReadAllBytes(Fixture(name));
        var path = _folder["cut.pth"];
        for (var length = 0; length < bytes.Length; length += length < bytes.Length - End ? step : 1)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Equal(path, Assert.Throws<WeightFileException>(() => TorchCheckpoint.Open(path)).Path);
        }
    }

    [Theory]
    [InlineData("zip2.pth")]
    [InlineData("zip5.pth")]
    [InlineData("legacy2.pth")]
    [InlineData("legacy4.pth")]
    [InlineData("script.pt")]
    [InlineData("traced.pt")]
    [InlineData("safetensors")]
    public void Flipped_bits_are_read_or_are_a_fault(string name)
    {
        var seconds = double.Parse(
            Environment.GetEnvironmentVariable("VIML_FUZZ_SECONDS") ?? "0.5", System.Globalization.CultureInfo.InvariantCulture);
        var original = File.ReadAllBytes(name == "safetensors" ? SafeTensorsFileTests.WriteSmallFile(_folder) : Fixture(name));
        var path = _folder["flipped"];
        var random = new Random(20234);
        var (rounds, faults) = (0, 0);
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds || rounds < 100; rounds++)
        {
            var bytes = original.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, bytes);
            try
            {
                Measured(path, WeightFile.Open);
            }
            catch (WeightFileException)
            {
                faults++;
            }
        }

        if (Environment.GetEnvironmentVariable("VIML_FUZZ_LOG") is { } log)
            File.AppendAllText(log, $"{name}: {faults} faults in {rounds} rounds\n");
        Assert.True(faults > rounds / 20, $"{faults} faults in {rounds} rounds");
    }

    [Fact]
    public void Other_files_are_told_apart()
    {
        File.WriteAllText(_folder["text"], "hello, world");
        File.WriteAllBytes(_folder["empty"], []);
        Expect(_folder["text"], "zip archive or the legacy magic number");
        Expect(_folder["empty"], "an empty file");
        Assert.Throws<WeightFileException>(() => WeightFile.Open(_folder["text"]));
        Assert.Throws<FileNotFoundException>(() => WeightFile.Open(_folder["none"]));
    }

    /// <summary>
    /// Opens a file and reads all of it, and holds the memory that takes to four times the file (and a constant for a small one).
    /// </summary>
    private static void Measured(string path) => Measured(path, TorchCheckpoint.Open);

    private static void Measured(string path, Func<string, IWeightFile> open)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var file = open(path);
            foreach (var name in file.Names)
                file.Read(name);
        }
        finally
        {
            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken <= 4 * new FileInfo(path).Length + (3 << 20), $"{taken} bytes for a file of {new FileInfo(path).Length}");
        }
    }

    private static void Expect(string path, params string[] parts)
    {
        var fault = Assert.Throws<WeightFileException>(() => Measured(path));
        Assert.Equal(path, fault.Path);
        Assert.All(parts, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    private static string Fixture(string name) => Path.Combine(TestPaths.Fixtures, "torch", name);
}
