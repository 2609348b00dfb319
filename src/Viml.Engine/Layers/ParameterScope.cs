using Viml.Engine.Autograd;

namespace Viml.Engine.Layers;

/// <summary>
/// A prefix of parameter names. A layer takes its parameters from the scope it is given and enters one for each of its parts.
/// </summary>
public sealed class ParameterScope
{
    private readonly ParameterSet _set;
    private readonly string _prefix;

    internal ParameterScope(ParameterSet set, string prefix) => (_set, _prefix) = (set, prefix);

    /// <summary>The scope of a part, whose names begin with this one's and <c>name.</c></summary>
    public ParameterScope Enter(string name) => new(_set, $"{_prefix}{name}.");

    /// <summary>The scope of part number <paramref name="index"/>, as in <c>layers.0</c>.</summary>
    public ParameterScope Enter(int index) => new(_set, $"{_prefix}{index}.");

    /// <summary>A trained parameter.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Variable Parameter(string name, ReadOnlySpan<int> shape, Initializer initializer) =>
        _set.Add(_prefix + name, shape, initializer, isTrained: true, isLookup: false);

    /// <summary>A trained table [rows, width] that only lookups read, see <see cref="Variable.LookupTable"/>.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Variable LookupTable(string name, int rows, int width, Initializer initializer) =>
        _set.Add(_prefix + name, [rows, width], initializer, isTrained: true, isLookup: true);

    /// <summary>A value that is saved with the model but not trained, such as running statistics.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Variable Buffer(string name, ReadOnlySpan<int> shape, Initializer initializer) =>
        _set.Add(_prefix + name, shape, initializer, isTrained: false, isLookup: false);

    /// <summary>
    /// Names a tensor that files of public models carry and this model does not use, so that it is not reported as unexpected.
    /// </summary>
    public void Ignore(string name) => _set.Ignore(_prefix + name);
}
