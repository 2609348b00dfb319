namespace Viml.Engine.Weights.Torch;

// What a pickle can hold here: null, bool, long, Int128, double, string, byte[], and the following.

internal sealed class PickleTuple(object?[] items)
{
    public object?[] Items { get; } = items;
}

internal sealed class PickleList
{
    public List<object?> Items { get; } = [];
}

/// <summary>A dict or an OrderedDict. The order of entries does not matter to us.</summary>
internal sealed class PickleDict
{
    public Dictionary<object, object?> Entries { get; } = [];
}

/// <summary>A TorchScript module: attributes by name, nothing else.</summary>
internal sealed class PickleModule(string typeName)
{
    public string TypeName { get; } = typeName;

    public Dictionary<string, object?> Attributes { get; } = new(StringComparer.Ordinal);
}

/// <summary>A name that stands for one of the few things a checkpoint may refer to.</summary>
internal sealed record PickleGlobal(string Name, GlobalKind Kind, WeightType Type = default);

internal enum GlobalKind
{
    /// <summary>collections.OrderedDict</summary>
    OrderedDict,

    /// <summary>torch.Size, a tuple.</summary>
    Size,

    /// <summary>torch._utils._rebuild_tensor_v2</summary>
    RebuildTensor,

    /// <summary>torch._utils._rebuild_parameter</summary>
    RebuildParameter,

    /// <summary>torch.FloatStorage and its like: the element type of a storage.</summary>
    Storage,

    /// <summary>A class of a TorchScript archive.</summary>
    Module,

    /// <summary>torch.jit._pickle.build_intlist and its like: a list from a list.</summary>
    TypedList,

    /// <summary>torch.jit._pickle.restore_type_tag: its first argument.</summary>
    TypeTag,
}

/// <summary>
/// A reference to <paramref name="Count"/> elements that the file keeps outside the pickle, or to a part of another storage.
/// </summary>
internal sealed record TorchStorage(string Key, WeightType Type, long Count, long ViewStart, long ViewCount);

/// <summary>A tensor over a storage. Offset and strides are in elements; all elements are inside the storage.</summary>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, int[] Shape, long[] Strides, int Length);

/// <summary>A fault of the pickle; the interpreter adds file, operation and position.</summary>
internal sealed class PickleFault(string expected, string found) : Exception
{
    public string Expected { get; } = expected;

    public string Found { get; } = found;
}
