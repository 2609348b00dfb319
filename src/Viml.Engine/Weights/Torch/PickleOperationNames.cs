namespace Viml.Engine.Weights.Torch;

/// <summary>Names of the pickle operations that are refused, as CPython's pickletools writes them.</summary>
internal static class PickleOperationNames
{
    public static string Of(byte operation) => (char)operation switch
    {
        'P' => "PERSID",
        'i' => "INST",
        'o' => "OBJ",
        '\x82' => "EXT1",
        '\x83' => "EXT2",
        '\x84' => "EXT4",
        '\x8b' => "LONG4",
        '\x8f' => "EMPTY_SET",
        '\x90' => "ADDITEMS",
        '\x91' => "FROZENSET",
        '\x92' => "NEWOBJ_EX",
        '\x96' => "BYTEARRAY8",
        '\x97' => "NEXT_BUFFER",
        '\x98' => "READONLY_BUFFER",
        _ => $"0x{operation:x2}",
    };
}
