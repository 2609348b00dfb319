using Viml.Engine.Tensors;

namespace Viml.Engine.Weights.Torch;

/// <summary>
/// Everything a checkpoint may contain: which globals a pickle may name and what calling them returns. Nothing here runs code of the file.
/// </summary>
internal static class TorchObjects
{
    /// <summary>What the error for a refused file says was expected.</summary>
    public const string Allowed = "only tensors and plain containers, as torch.save(model.state_dict()) writes them";

    private const int MaximumRank = 64;
    private const string ScriptPrefix = "__torch__";

    private static readonly Dictionary<string, PickleGlobal> Globals = new List<PickleGlobal>
    {
        new("collections.OrderedDict", GlobalKind.OrderedDict),
        new("torch.Size", GlobalKind.Size),
        new("torch._utils._rebuild_tensor_v2", GlobalKind.RebuildTensor),
        new("torch._utils._rebuild_parameter", GlobalKind.RebuildParameter),
        new("torch.DoubleStorage", GlobalKind.Storage, WeightType.F64),
        new("torch.FloatStorage", GlobalKind.Storage, WeightType.F32),
        new("torch.HalfStorage", GlobalKind.Storage, WeightType.F16),
        new("torch.BFloat16Storage", GlobalKind.Storage, WeightType.BF16),
        new("torch.LongStorage", GlobalKind.Storage, WeightType.I64),
        new("torch.IntStorage", GlobalKind.Storage, WeightType.I32),
        new("torch.ByteStorage", GlobalKind.Storage, WeightType.U8),
        new("torch.BoolStorage", GlobalKind.Storage, WeightType.Bool),
    }.ToDictionary(global => global.Name);

    private static readonly Dictionary<string, PickleGlobal> ScriptGlobals = new List<PickleGlobal>
    {
        new("torch.jit._pickle.build_intlist", GlobalKind.TypedList),
        new("torch.jit._pickle.build_doublelist", GlobalKind.TypedList),
        new("torch.jit._pickle.build_boollist", GlobalKind.TypedList),
        new("torch.jit._pickle.build_tensorlist", GlobalKind.TypedList),
        new("torch.jit._pickle.restore_type_tag", GlobalKind.TypeTag),
    }.ToDictionary(global => global.Name);

    public static PickleGlobal Find(string module, string name, bool isScript)
    {
        var full = $"{module}.{name}";
        if (Globals.TryGetValue(full, out var global) || (isScript && ScriptGlobals.TryGetValue(full, out global)))
            return global;
        if (isScript && (module == ScriptPrefix || module.StartsWith(ScriptPrefix + ".", StringComparison.Ordinal)))
            return new PickleGlobal(full, GlobalKind.Module);
        throw new PickleFault(Allowed, $"the global '{full}'");
    }

    /// <summary>Makes an object without arguments, which only modules of TorchScript need.</summary>
    public static object New(object? type, object? arguments) => (type, arguments) switch
    {
        (PickleGlobal { Kind: GlobalKind.Module } module, PickleTuple { Items.Length: 0 }) => new PickleModule(module.Name),
        (PickleGlobal { Kind: GlobalKind.OrderedDict }, PickleTuple { Items.Length: 0 }) => new PickleDict(),
        _ => throw new PickleFault("a class of the TorchScript archive without arguments", Describe(type)),
    };

    public static object? Call(object? callee, object? arguments)
    {
        if (callee is not PickleGlobal global || arguments is not PickleTuple tuple)
            throw new PickleFault("a function and a tuple of its arguments", $"{Describe(callee)} and {Describe(arguments)}");
        var items = tuple.Items;
        return global.Kind switch
        {
            GlobalKind.OrderedDict => OrderedDict(items),
            GlobalKind.Size => items is [PickleTuple size] ? size : throw Arguments(global),
            GlobalKind.RebuildTensor => RebuildTensor(global, items),
            GlobalKind.RebuildParameter => items is [TorchTensor parameter, bool, PickleDict] ? parameter : throw Arguments(global),
            GlobalKind.TypedList => items is [PickleList list] ? list : throw Arguments(global),
            GlobalKind.TypeTag => items is [not null, string] ? items[0] : throw Arguments(global),
            _ => throw new PickleFault(Allowed, $"a call of '{global.Name}'"),
        };
    }

    /// <summary>
    /// Gives an object its state: attributes of a module. The attributes of an OrderedDict (<c>_metadata</c>) are ignored.
    /// </summary>
    public static void Build(object? target, object? state)
    {
        if (state is not PickleDict dict || target is not (PickleDict or PickleModule))
            throw new PickleFault("a module or an OrderedDict and a dict of its attributes", $"{Describe(target)} and {Describe(state)}");
        if (target is not PickleModule module)
            return;
        foreach (var (key, value) in dict.Entries)
            module.Attributes[key as string ?? throw new PickleFault("names of attributes", Describe(key))] = value;
    }

    /// <summary>
    /// Reads a persistent id: <c>('storage', type, key, place, count)</c>, in legacy files with the view as a sixth member.
    /// </summary>
    public static TorchStorage Storage(object? id)
    {
        if (id is not PickleTuple { Items: { Length: <= 6 } items }
            || items is not ["storage", PickleGlobal { Kind: GlobalKind.Storage } type, string key, string, long count, ..])
            throw new PickleFault("a reference to a storage", Describe(id));
        if (count < 0 || count > long.MaxValue / WeightTypes.SizeOf(type.Type))
            throw new PickleFault($"a count of elements of storage '{key}'", $"{count}");
        var (start, length) = (0L, count);
        if (items.Length == 6 && items[5] is not null)
        {
            if (items[5] is not PickleTuple { Items: [string, long viewStart, long viewCount] } || viewStart < 0 || viewCount < 0
                || viewStart > count - viewCount)
                throw new PickleFault($"a view inside the {count} elements of storage '{key}'", Describe(items[5]));
            (start, length) = (viewStart, viewCount);
        }

        return new TorchStorage(key, type.Type, count, start, length);
    }

    public static string Describe(object? value) => value switch
    {
        null => "None",
        bool => "a bool",
        long or Int128 => $"the number {value}",
        double => "a float",
        string text => $"the text '{(text.Length > 60 ? text[..60] + "..." : text)}'",
        byte[] => "bytes",
        PickleTuple tuple => $"a tuple of {tuple.Items.Length}",
        PickleList list => $"a list of {list.Items.Count}",
        PickleDict dict => $"a dict of {dict.Entries.Count}",
        PickleModule module => $"a module '{module.TypeName}'",
        PickleGlobal global => $"the global '{global.Name}'",
        TorchTensor tensor => $"a tensor {Tensor.Describe(tensor.Shape)}",
        _ => "a storage",
    };

    private static PickleDict OrderedDict(object?[] arguments)
    {
        var dict = new PickleDict();
        if (arguments.Length == 0)
            return dict;
        if (arguments is not [PickleList pairs])
            throw new PickleFault("an OrderedDict of pairs", $"{arguments.Length} arguments");
        foreach (var pair in pairs.Items)
        {
            var items = pair switch { PickleTuple tuple => tuple.Items, PickleList list => [.. list.Items], _ => [] };
            if (items is not [not null, _])
                throw new PickleFault("an OrderedDict of pairs", Describe(pair));
            dict.Entries[Key(items[0])] = items[1];
        }

        return dict;
    }

    /// <summary>A key that Python and we compare alike.</summary>
    public static object Key(object? key) =>
        key is string or long or bool or double ? key : throw new PickleFault("a string or a number as a key", Describe(key));

    private static TorchTensor RebuildTensor(PickleGlobal global, object?[] arguments)
    {
        if (arguments is not [TorchStorage storage, long offset, PickleTuple sizes, PickleTuple steps, bool, PickleDict, ..]
            || arguments.Length > 7)
            throw Arguments(global);
        if (sizes.Items.Length != steps.Items.Length || sizes.Items.Length > MaximumRank)
            throw new PickleFault(
                $"as many strides as sizes, at most {MaximumRank}", $"{sizes.Items.Length} sizes and {steps.Items.Length} strides");
        var shape = new int[sizes.Items.Length];
        var strides = new long[shape.Length];
        var length = 1L;
        var isEmpty = false;
        Int128 last = offset;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (sizes.Items[axis] is not long size || size < 0 || steps.Items[axis] is not long step || step < 0)
                throw new PickleFault("sizes and strides from 0", $"{Describe(sizes.Items[axis])} and {Describe(steps.Items[axis])}");
            isEmpty |= size == 0;
            length *= Math.Max(size, 1);
            if (size > Array.MaxLength || length > Array.MaxLength)
                throw new PickleFault($"a tensor of at most {Array.MaxLength} elements", "more");
            (shape[axis], strides[axis]) = ((int)size, step);
            last += (Int128)(size - 1) * step;
        }

        if (offset < 0 || (!isEmpty && last >= storage.ViewCount))
            throw new PickleFault(
                $"a tensor inside the {storage.ViewCount} elements of storage '{storage.Key}'", $"elements {offset} to {last}");
        return new TorchTensor(storage, storage.ViewStart + offset, shape, strides, isEmpty ? 0 : (int)length);
    }

    private static PickleFault Arguments(PickleGlobal global) => new($"the arguments that PyTorch writes for {global.Name}", "others");
}
