namespace Viml.Engine.Weights.Torch;

/// <summary>
/// Names the tensors in a value: keys, attributes and places in lists, joined by dots as PyTorch joins the names of modules. Values that
/// are no tensors are passed over.
/// </summary>
internal sealed class TensorNames(string path, Allowance allowance)
{
    private const int MaximumDepth = 64;
    private const int LongestName = 1000; // a fault quotes it whole
    private readonly Dictionary<string, TorchTensor> _tensors = new(StringComparer.Ordinal);

    /// <exception cref="WeightFileException">Two tensors have one name, or containers are nested too deeply.</exception>
    public static IReadOnlyDictionary<string, TorchTensor> Of(object? root, string path, Allowance allowance)
    {
        var names = new TensorNames(path, allowance);
        names.Add(root, "", 0);
        return names._tensors;
    }

    private void Add(object? value, string name, int depth)
    {
        if (depth > MaximumDepth)
            throw new WeightFileException(
                path, $"containers nested at most {MaximumDepth} deep",
                $"more below '{name[..Math.Min(name.Length, 80)]}'");
        switch (value)
        {
            case TorchTensor tensor:
                Charge(96, name);
                if (!_tensors.TryAdd(name.Length > 0 ? name : "tensor", tensor))
                    throw new WeightFileException(path, "every tensor once", $"'{name}' twice");
                break;
            case PickleDict dict:
                foreach (var (key, entry) in dict.Entries)
                    AddPart(entry, name, key, depth);
                break;
            case PickleModule module:
                foreach (var (key, entry) in module.Attributes)
                    AddPart(entry, name, key, depth);
                break;
            case PickleList list:
                AddAll(list.Items, name, depth);
                break;
            case PickleTuple tuple:
                AddAll(tuple.Items, name, depth);
                break;
        }
    }

    private void AddAll(IReadOnlyList<object?> items, string name, int depth)
    {
        for (var i = 0; i < items.Count; i++)
            AddPart(items[i], name, i, depth);
    }

    private void AddPart(object? value, string name, object key, int depth)
    {
        // Values may be shared, so a small file can describe a large tree: every step is paid for, not every value.
        Charge(16, name);
        if (value is not (TorchTensor or PickleDict or PickleModule or PickleList or PickleTuple))
            return;
        var part = key as string ?? FormattableString.Invariant($"{key}");
        if (name.Length + part.Length > LongestName)
            throw new WeightFileException(
                path, $"names of at most {LongestName} characters",
                $"{name.Length + part.Length} below '{name[..Math.Min(name.Length, 80)]}'");
        Charge(64 + 4L * (name.Length + part.Length), name);
        Add(value, name.Length > 0 ? $"{name}.{part}" : part, depth + 1);
    }

    private void Charge(long bytes, string name)
    {
        if (!allowance.TryTake(bytes))
            throw allowance.Exceeded($"the values of '{name[..Math.Min(name.Length, 80)]}'");
    }
}
