using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests.Weights;

public sealed class SafeTensorsWriterTests
{
    [Fact]
    public void The_same_tensors_give_the_same_bytes_in_any_order()
    {
        var tensor = Tensor.From(new float[] { 1, 2 }, 2);
        var first = new SafeTensorsWriter();
        first.Metadata["b"] = "2";
        first.Metadata["a"] = "1";
        first.Add("x", tensor);
        first.Add("y", tensor, WeightType.F16);
        first.Add("z", new long[] { 5 }, 1);
        var second = new SafeTensorsWriter();
        second.Add("z", new long[] { 5 }, 1);
        second.Add("y", tensor, WeightType.F16);
        second.Add("x", tensor);
        second.Metadata["a"] = "1";
        second.Metadata["b"] = "2";

        Assert.Equal(Bytes(first), Bytes(second));
    }

    [Fact]
    public void Half_rounds_to_nearest_even()
    {
        using var folder = new TemporaryFolder();
        var values = Enumerable.Range(0, 70_001).Select(i => i * 0.0371f - 900).ToArray();
        var writer = new SafeTensorsWriter();
        writer.Add("x", Tensor.From(values, values.Length), WeightType.F16);
        writer.Save(folder["x.safetensors"]);

        using var file = SafeTensorsFile.Open(folder["x.safetensors"]);

        Assert.Equal(values.Select(value => (float)(Half)value), file.Read("x").Span.ToArray());
    }

    [Fact]
    public void Saving_replaces_a_file_whole_and_leaves_no_other()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x.safetensors"], "old");
        var writer = new SafeTensorsWriter();
        writer.Add("x", new byte[] { 1 }, 1);

        writer.Save(folder["x.safetensors"]);

        Assert.Equal(["x.safetensors"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        using var file = SafeTensorsFile.Open(folder["x.safetensors"]);
        Assert.Equal([1], file.ReadBytes("x"));
    }

    [Fact]
    public void A_failed_save_keeps_the_old_file()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["taken"]);
        var writer = new SafeTensorsWriter();
        writer.Add("x", new byte[] { 1 }, 1);

        Assert.ThrowsAny<Exception>(() => writer.Save(folder["taken"]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Double_names_wrong_shapes_and_types_are_errors_of_the_caller()
    {
        var writer = new SafeTensorsWriter();
        writer.Add("x", new byte[] { 1 }, 1);

        Assert.Throws<ArgumentException>(() => writer.Add("x", new byte[] { 1 }, 1));
        Assert.Throws<ArgumentException>(() => writer.Add("y", new byte[] { 1 }, 2));
        Assert.Throws<ArgumentException>(() => writer.Add("z", new Tensor(1), WeightType.I64));
    }

    private static byte[] Bytes(SafeTensorsWriter writer)
    {
        using var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }
}
