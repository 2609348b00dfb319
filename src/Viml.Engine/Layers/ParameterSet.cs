using Viml.Engine.Autograd;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Engine.Layers;

/// <summary>
/// Every parameter and buffer of a model by its full name, in the order in which the layers request them. The values come from a seed or
/// from a weight file; layers do not know which. Faults of a file are gathered and reported together by <see cref="EnsureComplete"/>.
/// </summary>
public sealed class ParameterSet
{
    private readonly List<(string Name, Variable Variable, bool IsTrained)> _all = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [], _misshapen = [];
    private readonly IWeightSource? _source;
    private readonly int _seed;

    private ParameterSet(IWeightSource? source, int seed)
    {
        (_source, _seed) = (source, seed);
        Root = new ParameterScope(this, "");
    }

    /// <summary>The scope without a prefix, which a model's constructor is given.</summary>
    public ParameterScope Root { get; }

    /// <summary>Parameters and buffers.</summary>
    /// <exception cref="WeightFileException">The weight file does not fit the model.</exception>
    public IEnumerable<(string Name, Variable Variable)> All
    {
        get
        {
            EnsureComplete();
            return _all.Select(entry => (entry.Name, entry.Variable));
        }
    }

    /// <summary>What an optimiser changes: parameters without buffers.</summary>
    /// <exception cref="WeightFileException">The weight file does not fit the model.</exception>
    public IEnumerable<(string Name, Variable Variable)> Trainable
    {
        get
        {
            EnsureComplete();
            return _all.Where(entry => entry.IsTrained).Select(entry => (entry.Name, entry.Variable));
        }
    }

    /// <summary>The number of trained numbers.</summary>
    public long Count => _all.Where(entry => entry.IsTrained).Sum(entry => (long)entry.Variable.Length);

    /// <summary>
    /// A set whose values follow from the seed and each parameter's name, so that adding a layer does not change the others.
    /// </summary>
    public static ParameterSet Random(int seed) => new(null, seed);

    /// <summary>
    /// A set whose values come from a weight file. A tensor that is missing or of another shape is noted, and its parameter filled with
    /// NaN; the model's maker calls <see cref="EnsureComplete"/> when all layers exist.
    /// </summary>
    public static ParameterSet FromWeights(IWeightSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ParameterSet(source, 0);
    }

    /// <summary>
    /// Checks that the weight file had every tensor in its shape and no other tensors. Does nothing for values from a seed.
    /// </summary>
    /// <exception cref="WeightFileException">It did not; the message names all missing, misshapen and unexpected tensors.</exception>
    public void EnsureComplete()
    {
        if (_source is null)
            return;
        var unexpected = _source.Names.Where(name => !_names.Contains(name) && !_ignored.Contains(name)).ToList();
        if (_missing.Count + _misshapen.Count + unexpected.Count == 0)
            return;
        var faults = new List<string>();
        if (_missing.Count > 0)
            faults.Add($"missing: {string.Join(", ", _missing)}");
        if (_misshapen.Count > 0)
            faults.Add($"of another shape: {string.Join(", ", _misshapen)}");
        if (unexpected.Count > 0)
            faults.Add($"unexpected: {string.Join(", ", unexpected)}");
        throw new WeightFileException(_source.Path, $"the {_names.Count} tensors of the model", string.Join("; ", faults));
    }

    /// <summary>Writes parameters and buffers as F32 or F16, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, WeightType type = WeightType.F32, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var writer = new SafeTensorsWriter();
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
            writer.Metadata[key] = value;
        foreach (var (name, variable) in All)
            writer.Add(name, variable.Value, type);
        writer.Save(path);
    }

    /// <summary>Copies the values of another set of the same names and shapes, such as the best state of a training run.</summary>
    /// <exception cref="WeightFileException">The source does not fit this set; nothing was changed.</exception>
    public void CopyFrom(IWeightSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var check = FromWeights(source);
        foreach (var (name, variable) in All)
            check.Note(name, variable.Shape);
        check._ignored.UnionWith(_ignored);
        check.EnsureComplete();
        foreach (var (name, variable) in All)
            source.Read(name).Span.CopyTo(variable.Value.Span);
    }

    internal Variable Add(string name, ReadOnlySpan<int> shape, Initializer initializer, bool isTrained, bool isLookup)
    {
        if (_names.Contains(name))
            throw new ArgumentException($"The parameter '{name}' exists already.", nameof(name));
        var value = _source is null ? New(name, shape, initializer) : Note(name, shape) ? _source.Read(name) : Filled(shape, float.NaN);
        _names.Add(name);
        var variable = isLookup ? Variable.LookupTable(value) : new Variable(value, isTrained);
        _all.Add((name, variable, isTrained));
        return variable;
    }

    internal void Ignore(string name) => _ignored.Add(name);

    private bool Note(string name, ReadOnlySpan<int> shape)
    {
        _names.Add(name);
        if (!_source!.Contains(name))
        {
            _missing.Add($"{name} {Tensor.Describe(shape)}");
            return false;
        }

        int[] found = [.. _source.Shape(name)];
        if (shape.SequenceEqual(found))
            return true;
        _misshapen.Add($"{name} {Tensor.Describe(found)} instead of {Tensor.Describe(shape)}");
        return false;
    }

    private Tensor New(string name, ReadOnlySpan<int> shape, Initializer initializer)
    {
        var value = new Tensor(shape);
        initializer.Fill(new RandomStream(RandomStream.Combine(_seed, name)), value.Span);
        return value;
    }

    private static Tensor Filled(ReadOnlySpan<int> shape, float number)
    {
        var value = new Tensor(shape);
        value.Span.Fill(number);
        return value;
    }
}
