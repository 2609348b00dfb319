namespace Viml.Models;

/// <summary>Collects every fault of a configuration before complaining, so that one run shows them all.</summary>
internal sealed class ConfigFaults(string config)
{
    private readonly List<string> _faults = [];

    public ConfigFaults Require(bool holds, string fault)
    {
        if (!holds)
            _faults.Add(fault);
        return this;
    }

    /// <summary>A size: positive, and small enough that a lying file cannot make the program take all memory.</summary>
    public ConfigFaults Size(int value, string name, int most = 4096) =>
        Require(value > 0 && value <= most, $"{name} must be between 1 and {most}, is {value}");

    public ConfigFaults Probability(double value, string name) =>
        Require(value is >= 0 and <= 1, $"{name} must be between 0 and 1, is {value}");

    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
            throw new ArgumentException($"{config} is not usable: {string.Join("; ", _faults)}.");
    }
}
