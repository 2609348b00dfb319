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

    /// <summary>Signed 64-bit integer.</summary>
    I64,

    /// <summary>Signed 32-bit integer.</summary>
    I32,

    /// <summary>Unsigned byte.</summary>
    U8,

    /// <summary>One byte, 0 or 1.</summary>
    Bool,
}

internal static class WeightTypes
{
    public const string Known = "F64, F32, F16, BF16, I64, I32, U8, BOOL";

    public static bool TryParse(string? name, out WeightType type)
    {
        (var known, type) = name switch
        {
            "F64" => (true, WeightType.F64),
            "F32" => (true, WeightType.F32),
            "F16" => (true, WeightType.F16),
            "BF16" => (true, WeightType.BF16),
            "I64" => (true, WeightType.I64),
            "I32" => (true, WeightType.I32),
            "U8" => (true, WeightType.U8),
            "BOOL" => (true, WeightType.Bool),
            _ => (false, default),
        };
        return known;
    }

    public static string NameOf(WeightType type) => type == WeightType.Bool ? "BOOL" : type.ToString();

    /// <summary>The size of one element in bytes.</summary>
    public static int SizeOf(WeightType type) => type switch
    {
        WeightType.F64 or WeightType.I64 => 8,
        WeightType.F32 or WeightType.I32 => 4,
        WeightType.F16 or WeightType.BF16 => 2,
        _ => 1,
    };
}
