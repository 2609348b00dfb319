using Viml.Engine.Weights;
using Viml.Engine.Weights.Onnx;
using Viml.Testing;

namespace Viml.Engine.Tests.Weights.Onnx;

public sealed class OnnxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_element_type_is_read_from_raw_bytes()
    {
        using var file = Write(
            OnnxBytes.Tensor("float", OnnxBytes.Float, [2, 2], OnnxBytes.Raw(1.5f, -2, 3e30f, 0)),
            OnnxBytes.Tensor(
                "half", OnnxBytes.Float16, [2],
                OnnxBytes.Raw([.. BitConverter.GetBytes((Half)0.5), .. BitConverter.GetBytes((Half)(-3))])),
            OnnxBytes.Tensor("brain", OnnxBytes.BFloat16, [1], OnnxBytes.Raw(0x80, 0x3f)),
            OnnxBytes.Tensor("double", OnnxBytes.Double, [1], OnnxBytes.Raw(BitConverter.GetBytes(2.25))),
            OnnxBytes.Tensor("int64", OnnxBytes.Int64, [1], OnnxBytes.Raw(BitConverter.GetBytes(-7L))),
            OnnxBytes.Tensor("int32", OnnxBytes.Int32, [1], OnnxBytes.Raw(BitConverter.GetBytes(-8))),
            OnnxBytes.Tensor("byte", OnnxBytes.UInt8, [2], OnnxBytes.Raw(3, 255)),
            OnnxBytes.Tensor("bool", OnnxBytes.Bool, [2], OnnxBytes.Raw(0, 1)));

        Expect(file, "float", WeightType.F32, 1.5f, -2, 3e30f, 0);
        Expect(file, "half", WeightType.F16, 0.5f, -3);
        Expect(file, "brain", WeightType.BF16, 1);
        Expect(file, "double", WeightType.F64, 2.25f);
        Expect(file, "int64", WeightType.I64, -7);
        Expect(file, "int32", WeightType.I32, -8);
        Expect(file, "byte", WeightType.U8, 3, 255);
        Expect(file, "bool", WeightType.Bool, 0, 1);
        Assert.Equal([2, 2], file.Shape("float"));
        Assert.Equal([-7], file.ReadInt64("int64"));
    }

    [Fact]
    public void Every_element_type_is_read_from_its_typed_field()
    {
        using var file = Write(
            OnnxBytes.Tensor("float", OnnxBytes.Float, [2], OnnxBytes.Bytes(4, OnnxBytes.Single(1.5f, -2))),
            OnnxBytes.Tensor("half", OnnxBytes.Float16, [2], OnnxBytes.Bytes(5, OnnxBytes.Packed(0x3800, 0xc200))),
            OnnxBytes.Tensor("brain", OnnxBytes.BFloat16, [1], OnnxBytes.Bytes(5, OnnxBytes.Packed(0x3f80))),
            OnnxBytes.Tensor("double", OnnxBytes.Double, [1], OnnxBytes.Bytes(10, BitConverter.GetBytes(2.25))),
            OnnxBytes.Tensor("int64", OnnxBytes.Int64, [2], OnnxBytes.Bytes(7, OnnxBytes.Packed(-7, long.MaxValue))),
            OnnxBytes.Tensor("int32", OnnxBytes.Int32, [2], OnnxBytes.Bytes(5, OnnxBytes.Packed(-8, int.MaxValue))),
            OnnxBytes.Tensor("byte", OnnxBytes.UInt8, [2], OnnxBytes.Bytes(5, OnnxBytes.Packed(3, 255))),
            OnnxBytes.Tensor("bool", OnnxBytes.Bool, [2], OnnxBytes.Bytes(5, OnnxBytes.Packed(0, 1))));

        Expect(file, "float", WeightType.F32, 1.5f, -2);
        Expect(file, "half", WeightType.F16, 0.5f, -3);
        Expect(file, "brain", WeightType.BF16, 1);
        Expect(file, "double", WeightType.F64, 2.25f);
        Expect(file, "int32", WeightType.I32, -8, int.MaxValue);
        Expect(file, "byte", WeightType.U8, 3, 255);
        Expect(file, "bool", WeightType.Bool, 0, 1);
        Assert.Equal([-7, long.MaxValue], file.ReadInt64("int64"));
    }

    [Fact]
    public void Numbers_that_stand_one_by_one_or_in_pieces_are_joined()
    {
        using var file = Write(
            [.. OnnxBytes.Number(1, 3), .. OnnxBytes.Number(1, 1), .. OnnxBytes.Tensor("float", OnnxBytes.Float, [],
                [4 << 3 | 5, .. OnnxBytes.Single(1)], OnnxBytes.Bytes(4, OnnxBytes.Single(2)), [4 << 3 | 5, .. OnnxBytes.Single(3)])],
            OnnxBytes.Tensor(
                "double", OnnxBytes.Double, [2], [10 << 3 | 1, .. BitConverter.GetBytes(1.0)],
                [10 << 3 | 1, .. BitConverter.GetBytes(2.0)]),
            OnnxBytes.Tensor("int64", OnnxBytes.Int64, [3], OnnxBytes.Number(7, 5), OnnxBytes.Bytes(7, OnnxBytes.Packed(6, 7))));

        Expect(file, "float", WeightType.F32, 1, 2, 3);
        Assert.Equal([3, 1], file.Shape("float"));
        Expect(file, "double", WeightType.F64, 1, 2);
        Expect(file, "int64", WeightType.I64, 5, 6, 7);
    }

    [Fact]
    public void A_scalar_and_an_empty_tensor_need_no_sizes_and_no_data()
    {
        using var file = Write(
            OnnxBytes.Tensor("scalar", OnnxBytes.Float, [], OnnxBytes.Raw(4f)), OnnxBytes.Tensor("empty", OnnxBytes.Float, [0, 5]),
            OnnxBytes.Tensor("none", OnnxBytes.Int64, [0]));

        Expect(file, "scalar", WeightType.F32, 4);
        Assert.Empty(file.Shape("scalar"));
        Expect(file, "empty", WeightType.F32);
        Assert.Equal([0, 5], file.Shape("empty"));
        Assert.Equal(["empty", "none", "scalar"], file.Names);
    }

    [Fact]
    public void Tensors_are_saved_as_safetensors_in_the_type_in_which_they_are_stored()
    {
        using (
            var file = Write(
                OnnxBytes.Tensor("a", OnnxBytes.Float16, [2], OnnxBytes.Bytes(5, OnnxBytes.Packed(0x3800, 0xc200))),
                OnnxBytes.Tensor("b", OnnxBytes.Int64, [1], OnnxBytes.Bytes(7, [9]))))
            WeightFile.SaveAsSafeTensors(file, _folder["copy.safetensors"]);

        using var copy = SafeTensorsFile.Open(_folder["copy.safetensors"]);
        Expect(copy, "a", WeightType.F16, 0.5f, -3);
        Expect(copy, "b", WeightType.I64, 9);
    }

    [Fact]
    public void A_tensor_that_is_not_there_is_named_with_those_that_are()
    {
        using var file = Write(OnnxBytes.Tensor("weight", OnnxBytes.Float, [1], OnnxBytes.Raw(1f)));

        var fault = Assert.Throws<WeightFileException>(() => file.Read("other"));

        Assert.Contains("'other'", fault.Message);
        Assert.Contains("weight", fault.Message);
        Assert.False(file.Contains("other"));
    }

    private OnnxFile Write(params byte[][] initialisers)
    {
        var path = _folder[$"{Guid.NewGuid():N}.onnx"];
        File.WriteAllBytes(path, OnnxBytes.Model(initialisers));
        return OnnxFile.Open(path);
    }

    private static void Expect(IWeightFile file, string name, WeightType type, params float[] values)
    {
        Assert.Equal(type, file.Type(name));
        Assert.Equal(values, file.Read(name).Span.ToArray());
    }
}
