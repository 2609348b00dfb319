namespace Viml.Engine.Weights;

/// <summary>The element types of stored tensors, named as safetensors names them.</summary>
public enum WeightType
{
    /// <summary>IEEE 754 binary64.</summary>
    F64,

    /// <summary>IEEE 754 binary32.</summary>
    F32,

    /// <summary>IEEE 754 binary16.</summary>
    F16,

    /// <summary>The upper half of a binary32.</summary>
    BF16,

    /// <summary>One byte with 4 bits of exponent and 3 of mantissa, without infinities (OCP 8-bit floating point, E4M3).</summary>
    F8E4M3,

    /// <summary>The upper half of a binary16 (OCP 8-bit floating point, E5M2).</summary>
    F8E5M2,

    /// <summary>Signed 64-bit integer.</summary>
    I64,

    /// <summary>Signed 32-bit integer.</summary>
    I32,

    /// <summary>Signed 16-bit integer.</summary>
    I16,

    /// <summary>Signed byte.</summary>
    I8,

    /// <summary>Unsigned 64-bit integer.</summary>
    U64,

    /// <summary>Unsigned 32-bit integer.</summary>
    U32,

    /// <summary>Unsigned 16-bit integer.</summary>
    U16,

    /// <summary>Unsigned byte.</summary>
    U8,

    /// <summary>One byte, 0 or 1.</summary>
    Bool,
}

internal static class WeightTypes
{
    private static readonly Dictionary<string, WeightType> ByName = Enum.GetValues<WeightType>().ToDictionary(NameOf);

    public static string Known { get; } = string.Join(", ", ByName.Keys);

    public static bool TryParse(string name, out WeightType type) => ByName.TryGetValue(name, out type);

    public static string NameOf(WeightType type) => type switch
    {
        WeightType.Bool => "BOOL",
        WeightType.F8E4M3 => "F8_E4M3",
        WeightType.F8E5M2 => "F8_E5M2",
        _ => type.ToString(),
    };

    /// <summary>The size of one element in bytes.</summary>
    public static int SizeOf(WeightType type) => type switch
    {
        WeightType.F64 or WeightType.I64 or WeightType.U64 => 8,
        WeightType.F32 or WeightType.I32 or WeightType.U32 => 4,
        WeightType.F16 or WeightType.BF16 or WeightType.I16 or WeightType.U16 => 2,
        _ => 1,
    };

    public static bool IsFloat(WeightType type) =>
        type is WeightType.F64 or WeightType.F32 or WeightType.F16 or WeightType.BF16 or WeightType.F8E4M3 or WeightType.F8E5M2;
}
