using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Viml.Testing;

namespace Viml.Engine.Tests.Weights;

/// <summary>Writes pickles operation by operation, and zip checkpoints around them.</summary>
internal sealed class PickleBytes
{
    private readonly MemoryStream _bytes = new();

    public static PickleBytes Protocol(int version) => version < 2 ? new PickleBytes() : new PickleBytes().Op(0x80, (byte)version);

    public PickleBytes Op(params byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Text that stands in the pickle as it is, such as <c>cos\nsystem\n</c>.</summary>
    public PickleBytes Raw(string text) => Op(Encoding.UTF8.GetBytes(text));

    public PickleBytes Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return Raw("X").Op(length).Op(bytes);
    }

    public PickleBytes Number(long value) => Op(0x8a, 8).Op(BitConverter.GetBytes(value));

    public PickleBytes Global(string module, string name) => Raw($"c{module}\n{name}\n");

    /// <summary>A tensor as PyTorch writes it.</summary>
    public PickleBytes Tensor(string key, long count, long offset, long[] shape, long[] strides, string type = "FloatStorage")
    {
        Global("torch._utils", "_rebuild_tensor_v2").Raw("(");
        Raw("(").Text("storage").Global("torch", type).Text(key).Text("cpu").Number(count).Raw("tQ").Number(offset);
        foreach (var numbers in new[] { shape, strides })
        {
            Raw("(");
            foreach (var number in numbers)
                Number(number);
            Raw("t");
        }

        return Op(0x89).Global("collections", "OrderedDict").Raw(")RtR");
    }

    public byte[] End() => Raw(".").ToArray();

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>A zip checkpoint with this pickle.</summary>
    public static string Zip(TemporaryFolder folder, byte[] pickle, params (string Name, byte[] Data)[] entries) =>
        Archive(
            folder, CompressionLevel.NoCompression,
            [("archive/data.pkl", pickle), .. entries.Select(entry => ($"archive/{entry.Name}", entry.Data))]);

    public static string Archive(TemporaryFolder folder, CompressionLevel level, params (string Name, byte[] Data)[] entries)
    {
        var path = folder[$"{Guid.NewGuid():N}.pth"];
        using var stream = File.Create(path);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var (name, data) in entries)
        {
            using var entry = zip.CreateEntry(name, level).Open();
            entry.Write(data);
        }

        return path;
    }
}
