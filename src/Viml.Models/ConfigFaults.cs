namespace Viml.Models;

/// <summary>Collects every fault of a configuration before throwing, so that one run shows them all.</summary>
/// <param name="config">The name of the configuration in the message.</param>
public sealed class ConfigFaults(string config)
{
    private readonly List<string> _faults = [];

    /// <summary>Adds a fault unless the condition holds.</summary>
    public ConfigFaults Require(bool holds, string fault)
    {
        if (!holds)
            _faults.Add(fault);
        return this;
    }

    /// <summary>A size: positive, and small enough that a wrong file cannot exhaust the memory.</summary>
    public ConfigFaults Size(int value, string name, int maximum = 4096) =>
        Require(value > 0 && value <= maximum, $"{name} must be between 1 and {maximum}, is {value}");

    /// <summary>A probability: 0 to 1.</summary>
    public ConfigFaults Probability(double value, string name) =>
        Require(value is >= 0 and <= 1, $"{name} must be between 0 and 1, is {value}");

    /// <summary>Adds the faults of another configuration, which is part of this one.</summary>
    public ConfigFaults Include(Action validate)
    {
        ArgumentNullException.ThrowIfNull(validate);
        try
        {
            validate();
        }
        catch (ArgumentException fault)
        {
            _faults.Add(fault.Message.TrimEnd('.'));
        }
        return this;
    }

    /// <summary>Throws if there is a fault.</summary>
    /// <exception cref="ArgumentException">There is a fault; the message lists all of them.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
            throw new ArgumentException($"{config} is not usable: {string.Join("; ", _faults)}.");
    }
}
