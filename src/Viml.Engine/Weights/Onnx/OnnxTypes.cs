namespace Viml.Engine.Weights.Onnx;

/// <summary>The element types of ONNX tensors (<c>TensorProto.DataType</c>).</summary>
internal static class OnnxTypes
{
    private static readonly string[] Names =
    [
        "UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING", "BOOL", "FLOAT16", "DOUBLE", "UINT32",
        "UINT64", "COMPLEX64",
        "COMPLEX128", "BFLOAT16", "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "UINT4", "INT4", "FLOAT4E2M1",
        "FLOAT8E8M0",
    ];

    /// <summary>The element type with this number; null where it is not read.</summary>
    public static WeightType? Of(int number) => number switch
    {
        1 => WeightType.F32,
        2 => WeightType.U8,
        6 => WeightType.I32,
        7 => WeightType.I64,
        9 => WeightType.Bool,
        10 => WeightType.F16,
        11 => WeightType.F64,
        16 => WeightType.BF16,
        _ => null,
    };

    /// <summary>The name of the type with this number.</summary>
    public static string NameOf(int number) => (uint)number < (uint)Names.Length ? Names[number] : $"type {number}";

    /// <summary>The field of <c>TensorProto</c> that holds elements of a type where they are no raw bytes.</summary>
    public static int FieldOf(WeightType type) => type switch
    {
        WeightType.F32 => 4,
        WeightType.I64 => 7,
        WeightType.F64 => 10,
        _ => 5,
    };

    /// <summary>Whether a number in such a field is one of the type, or the bits of one.</summary>
    public static bool Holds(WeightType type, long number) => type switch
    {
        WeightType.I64 => true,
        WeightType.I32 => number is >= int.MinValue and <= int.MaxValue,
        WeightType.F16 or WeightType.BF16 => number is >= 0 and <= ushort.MaxValue,
        WeightType.U8 => number is >= 0 and <= byte.MaxValue,
        _ => number is 0 or 1,
    };
}
