using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests.Weights;

/// <summary>The oracle is PyTorch: tests/fixtures/torch and tests/fixtures/clip say how it wrote the files.</summary>
public sealed class TorchCheckpointTests
{
    private static readonly float[] Transposed = [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11];

    [Theory]
    [InlineData("zip2.pth")]
    [InlineData("zip3.pth")]
    [InlineData("zip4.pth")]
    [InlineData("zip5.pth")]
    [InlineData("legacy2.pth")]
    [InlineData("legacy3.pth")]
    [InlineData("legacy4.pth")]
    [InlineData("legacy5.pth")]
    public void Every_type_stride_and_container_is_read(string name)
    {
        using var file = TorchCheckpoint.Open(Fixture("torch", name));

        Assert.Equal(18, file.Names.Count);
        Assert.Equal([4, 3], file.Shape("state.transposed"));
        foreach (var (type, stored) in new[]
        {
            ("transposed", WeightType.F32), ("half", WeightType.F16), ("bfloat16", WeightType.BF16), ("double", WeightType.F64),
            ("int64", WeightType.I64), ("int32", WeightType.I32), ("uint8", WeightType.U8),
        })
        {
            Assert.Equal(Transposed, file.Read("state." + type).Span.ToArray());
            Assert.Equal(stored, file.Type("state." + type));
        }

        Assert.Equal(Transposed.Select(value => value % 2 == 0 ? 1f : 0), file.Read("state.bool").Span.ToArray());
        Assert.Equal(Transposed.Select(value => (long)value), file.ReadInt64("state.int64"));
        Assert.Equal([1f, 3, 5, 7, 9], file.Read("state.every_second").Span.ToArray());
        Assert.Equal([7f, 7, 7, 7, 7, 7], file.Read("state.expanded").Span.ToArray());
        Assert.Equal(2.5f, Assert.Single(file.Read("state.scalar").Span.ToArray()));
        Assert.Equal([0, 3], file.Shape("state.empty"));
        Assert.Equal([0f, 1], file.Read("state.head").Span.ToArray());
        Assert.Equal([2f, 3, 4, 5], file.Read("state.tail").Span.ToArray());
        Assert.Equal(Enumerable.Range(1, 12).Select(value => (float)value), file.Read("state.parameter").Span.ToArray());
        Assert.Equal([3], file.Shape("list.1.1.deep"));
    }

    [Theory]
    [InlineData("script.pt", 0)]
    [InlineData("traced.pt", 1)]
    public void A_TorchScript_archive_gives_its_attributes_by_name(string name, int constants)
    {
        using var file = TorchCheckpoint.Open(Fixture("torch", name));

        Assert.Equal(["buffer", "inner.bias", "inner.weight"], file.Names);
        Assert.Equal([0f, 1, 2, 3], file.Read("buffer").Span.ToArray());
        Assert.Equal([0f, 1, 2, 3, 4, 5], file.Read("inner.weight").Span.ToArray());
        Assert.Equal(constants, file.ConstantCount);
        if (constants > 0)
            Assert.Equal([1f, 2, 3], file.ReadConstant(0).Span.ToArray());
    }

    [Fact]
    public void Every_format_of_one_model_holds_the_same_weights()
    {
        using var zip = TorchCheckpoint.Open(Fixture("clip", "openai_state_dict.zip.pth"));
        using var legacy = TorchCheckpoint.Open(Fixture("clip", "openai_state_dict.legacy.pth"));
        using var script = TorchCheckpoint.Open(Fixture("clip", "openai_torchscript.pt"));
        using var folder = new TemporaryFolder();
        WeightFile.SaveAsSafeTensors(zip, folder["converted.safetensors"]);
        using var converted = WeightFile.Open(folder["converted.safetensors"]);
        using var published = SafeTensorsFile.Open(Fixture("clip", "model.safetensors"));

        Assert.Equal(74, zip.Names.Count);
        foreach (var other in new IWeightFile[] { legacy, script, converted })
        {
            Assert.Equal(zip.Names, other.Names);
            foreach (var name in zip.Names)
            {
                Assert.Equal(zip.Shape(name), other.Shape(name));
                Assert.Equal(zip.Type(name), other.Type(name));
                Assert.True(zip.Read(name).Span.SequenceEqual(other.Read(name).Span), name);
            }
        }

        Assert.True(
            published.Read("text_model.embeddings.token_embedding.weight").Span.SequenceEqual(zip.Read("token_embedding.weight").Span));
    }

    [Fact]
    public void Conversion_keeps_element_types_and_makes_tensors_contiguous()
    {
        using var folder = new TemporaryFolder();
        using var source = WeightFile.Open(Fixture("torch", "zip2.pth"));

        WeightFile.SaveAsSafeTensors(source, folder["x.safetensors"]);

        using var file = WeightFile.Open(folder["x.safetensors"]);
        Assert.Equal(source.Names, file.Names);
        foreach (var name in source.Names)
        {
            Assert.Equal(source.Type(name), file.Type(name));
            Assert.Equal(source.Read(name).Span.ToArray(), file.Read(name).Span.ToArray());
        }
    }

    [SkippableFact]
    public void Public_checkpoints_open()
    {
        foreach (var (name, tensors) in new[] { ("musicnn-jamendo", 72), ("musicnn-mtat", 72), ("fcn-msd", 44) })
        {
            using var file = WeightFile.Open(TestPaths.RequireShared($"models/{name}.pth"));
            Assert.Equal(tensors, file.Names.Count);
            Assert.All(file.Names, weight => Assert.DoesNotContain(file.Read(weight).Span.ToArray(), value => !float.IsFinite(value)));
        }
    }

    [Fact]
    public void Read_tensors_stay_valid_and_private_after_closing()
    {
        var path = Fixture("clip", "openai_state_dict.zip.pth");
        var before = File.ReadAllBytes(path);
        var file = TorchCheckpoint.Open(path);
        var tensor = file.Read("text_projection");
        file.Dispose();

        tensor.Span[0] = 99;

        Assert.Equal(99, tensor.Span[0]);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Throws<ObjectDisposedException>(() => file.Read("text_projection"));
    }

    private static string Fixture(string folder, string name) => Path.Combine(TestPaths.Fixtures, folder, name);
}
