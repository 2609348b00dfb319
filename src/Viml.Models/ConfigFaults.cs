namespace Viml.Models;

/// <summary>Collects every fault of a configuration before complaining, so that one run shows them all.</summary>
/// <param name="config">What the configuration is called in the message.</param>
public sealed class ConfigFaults(string config)
{
    private readonly List<string> _faults = [];

    /// <summary>Notes the fault unless the condition holds.</summary>
    public ConfigFaults Require(bool holds, string fault)
    {
        if (!holds)
            _faults.Add(fault);
        return this;
    }

    /// <summary>A size: positive, and small enough that a lying file cannot make the program take all memory.</summary>
    public ConfigFaults Size(int value, string name, int most = 4096) =>
        Require(value > 0 && value <= most, $"{name} must be between 1 and {most}, is {value}");

    /// <summary>A probability: 0 to 1.</summary>
    public ConfigFaults Probability(double value, string name) =>
        Require(value is >= 0 and <= 1, $"{name} must be between 0 and 1, is {value}");

    /// <summary>Notes what another configuration, which this one holds or makes, complains of.</summary>
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

    /// <summary>Complains if there was anything.</summary>
    /// <exception cref="ArgumentException">There was; the message lists every fault.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
            throw new ArgumentException($"{config} is not usable: {string.Join("; ", _faults)}.");
    }
}
