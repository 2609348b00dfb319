using System.Text;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class FeatureImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arrays_of_numpy_and_tensors_become_shards_of_a_dataset()
    {
        Npy("v/a.npy", "<f4", "(2, 3)", Bytes(1f, 2, 3, 4, 5, 6));
        Npy("v/b.npy", "<f8", "(3,)", BitConverter.GetBytes(1.0).Concat(BitConverter.GetBytes(2.0)).Concat(BitConverter.GetBytes(3.0)));
        Npy("v/c.npy", "<f2", "(1, 3)", BitConverter.GetBytes((Half)1).Concat(BitConverter.GetBytes((Half)2))
            .Concat(BitConverter.GetBytes((Half)3)));
        Tensors("m/all.safetensors", ("a", [1, 2]), ("b", [3, 4]), ("d", [5, 6]));
        Tensors("m/c.safetensors", ("features", [7, 8]));
        File.WriteAllText(_folder["texts.csv"], "id,text,split,music\na,calm,test,song\na,quiet,,\nb,,,\nghost,x,,\n");

        var result = Import(_folder["texts.csv"]);

        Assert.Equal(["d: no features of video", "ghost: no features"], result.Missing);
        var clips = ClipFile.Read(_folder["out"]);
        Assert.Equal(["a", "b", "c"], clips.Select(clip => clip.Id));
        Assert.Equal(["calm", "quiet"], clips[0].Texts["human"]);
        Assert.Equal((Splits.Test, "song", 2.0), (clips[0].Split, clips[0].MusicKey, clips[0].End));
        Assert.Empty(clips[1].Texts);
        var encoders = DatasetInfo.Read(_folder["out"]).Encoders;
        Assert.Equal([1f, 2, 3, 4, 5, 6], MappedFeatures.Open(_folder["out"], encoders[0]).Find("a")!.Read().Values);
        Assert.Equal([1f, 2, 3], MappedFeatures.Open(_folder["out"], encoders[0]).Find("c")!.Read().Values);
        Assert.Equal([7f, 8], MappedFeatures.Open(_folder["out"], encoders[1]).Find("c")!.Read().Values);
    }

    [Fact]
    public void Features_that_are_no_numbers_leave_their_clip_out()
    {
        Npy("v/a.npy", "<f4", "(1, 1)", Bytes(float.NaN));
        Npy("v/b.npy", "<f4", "(1, 1)", Bytes(1f));
        Npy("v/c.npy", "<f4", "(1, 1)", Bytes(1e9f));
        Tensors("m/all.safetensors", ("a", [1]), ("b", [1]), ("c", [1]));

        var result = Import(texts: null);

        Assert.Equal(1, result.Clips);
        Assert.Equal(2, result.Missing.Count(reason => reason.Contains("not finite")));
    }

    [Fact]
    public void Widths_that_differ_and_folders_without_a_common_clip_are_errors()
    {
        Npy("v/a.npy", "<f4", "(1, 1)", Bytes(1f));
        Npy("v/b.npy", "<f4", "(1, 2)", Bytes(1f, 2));
        Tensors("m/all.safetensors", ("x", [1]));
        Assert.Contains("clips with features of video and music", Assert.Throws<DatasetException>(() => Import(texts: null)).Message);

        Tensors("m/more.safetensors", ("a", [1]), ("b", [1]));
        Assert.Contains("'b'", Assert.Throws<DatasetException>(() => Import(texts: null)).Message);
    }

    [Theory]
    [InlineData("<i4", "(1, 1)", 4, "<f2, <f4 or <f8")]
    [InlineData("<f4", "(1, 2)", 4, "8 bytes of numbers")]
    [InlineData("<f4", "(1, 1, 1)", 4, "[time, width]")]
    [InlineData("<f4", "(0, 1)", 0, "[time, width]")]
    [InlineData("<f4", "(99999999, 99999999)", 4, "bytes of numbers")]
    public void An_array_of_another_kind_or_length_is_an_error(string type, string shape, int bytes, string message)
    {
        Npy("v/a.npy", type, shape, new byte[bytes]);

        Assert.Contains(message, Assert.Throws<DatasetException>(() => NpyFile.Read(_folder["v/a.npy"])).Message);
    }

    [Fact]
    public void A_file_that_is_no_array_or_is_cut_is_an_error()
    {
        Npy("v/a.npy", "<f4", "(1, 1)", Bytes(1f));
        var whole = File.ReadAllBytes(_folder["v/a.npy"]);
        foreach (var length in new[] { 0, 5, 9, 40, whole.Length - 1 })
        {
            File.WriteAllBytes(_folder["v/cut.npy"], whole[..length]);
            Assert.Throws<DatasetException>(() => NpyFile.Read(_folder["v/cut.npy"]));
        }
        Npy("v/f.npy", "<f4", "(1, 1)", Bytes(1f), fortran: true);
        Assert.Contains("Fortran", Assert.Throws<DatasetException>(() => NpyFile.Read(_folder["v/f.npy"])).Message);
    }

    private ImportResult Import(string? texts) => FeatureImport.Import(
        new ForeignFeatures(_folder["v"], "eyes", "1", 1), new ForeignFeatures(_folder["m"], "ears", "1", 0.5), texts, _folder["out"]);

    private void Tensors(string name, params (string Name, float[] Values)[] tensors)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        var writer = new SafeTensorsWriter();
        foreach (var (tensor, values) in tensors) writer.Add(tensor, Tensor.From(values, 1, values.Length), WeightType.F32);
        writer.Save(_folder[name]);
    }

    /// <summary>The layout of NumPy's format 1.0, which NEP 1 describes.</summary>
    private void Npy(string name, string type, string shape, IEnumerable<byte> numbers, bool fortran = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        var header = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        header = header.PadRight((10 + header.Length + 64) / 64 * 64 - 10 - 1) + "\n";
        File.WriteAllBytes(_folder[name], [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length),
            .. Encoding.ASCII.GetBytes(header), .. numbers]);
    }

    private static byte[] Bytes(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
