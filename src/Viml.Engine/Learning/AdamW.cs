using System.Globalization;
using Viml.Engine.Autograd;
using Viml.Engine.Kernels;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Engine.Learning;

/// <summary>The settings of <see cref="AdamW"/>; the defaults are those of the method's paper.</summary>
public sealed record AdamWOptions
{
    /// <summary>Decay of the mean of gradients.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled weight decay; 0 makes the method Adam.</summary>
    public double WeightDecay { get; init; }

    /// <summary>
    /// Which parameters decay; by default matrices and convolutions, not biases, norms and single numbers (rank below 2).
    /// </summary>
    public Func<string, Variable, bool> Decays { get; init; } = static (_, variable) => variable.Rank >= 2;
}

/// <summary>
/// Adam with decoupled weight decay (Kingma, Ba 2015; Loshchilov, Hutter 2019). Of lookup tables only the rows touched since the last step
/// are updated: the moments of the others do not decay, as in PyTorch's SparseAdam. A step allocates nothing.
/// </summary>
public sealed class AdamW
{
    private readonly AdamWOptions _options;
    private readonly Slot[] _slots;
    private AdamFactors _decaying, _plain;

    /// <summary>An optimiser of the given parameters, with zero moments.</summary>
    public AdamW(IEnumerable<(string Name, Variable Variable)> parameters, AdamWOptions? options = null)
    {
        _options = options ?? new AdamWOptions();
        _slots = [.. parameters.Select(parameter => new Slot(this, parameter.Name, parameter.Variable,
            _options.Decays(parameter.Name, parameter.Variable)))];
    }

    /// <summary>How many steps were made.</summary>
    public long StepCount { get; private set; }

    /// <summary>
    /// Moves every parameter against its gradient and sets the gradients to zero. Parameters without a gradient stay as they are.
    /// </summary>
    public void Step(double learningRate)
    {
        StepCount++;
        var rate = learningRate / (1 - Math.Pow(_options.Beta1, StepCount));
        var correction = 1 / Math.Sqrt(1 - Math.Pow(_options.Beta2, StepCount));
        _plain = new AdamFactors((float)_options.Beta1, (float)_options.Beta2, (float)_options.Epsilon, 1, (float)rate, (float)correction);
        _decaying = _plain with { Decay = (float)(1 - learningRate * _options.WeightDecay) };
        foreach (var slot in _slots)
            slot.Step();
    }

    /// <summary>Sets all gradients to zero without a step, such as after a step that was not finite.</summary>
    public void ZeroGradients()
    {
        foreach (var slot in _slots)
            slot.Variable.ZeroGradient();
    }

    /// <summary>Writes moments and step count, from which <see cref="Restore"/> resumes exactly.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var writer = new SafeTensorsWriter();
        writer.Metadata["step"] = StepCount.ToString(CultureInfo.InvariantCulture);
        foreach (var slot in _slots)
        {
            writer.Add(slot.Name + ".first_moment", slot.First);
            writer.Add(slot.Name + ".second_moment", slot.Second);
        }

        writer.Save(path);
    }

    /// <summary>Takes moments and step count from a file of <see cref="Save"/>.</summary>
    /// <exception cref="WeightFileException">
    /// The file is not the state of an optimiser of these parameters; nothing was changed.
    /// </exception>
    public void Restore(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        if (!file.Metadata.TryGetValue("step", out var text)
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step))
            throw new WeightFileException(path, "the state of an optimizer with a 'step'", text is null ? "none" : $"'{text}'");

        var moments = new Dictionary<string, Tensor>();
        foreach (var slot in _slots)
            (moments[slot.Name + ".first_moment"], moments[slot.Name + ".second_moment"]) = (slot.First, slot.Second);
        var (missing, misshapen) = (moments.Keys.Except(file.Names), moments.Keys.Intersect(file.Names).Where(HasAnotherShape));
        string[] faults =
        [
            .. missing.Select(name => $"no {name}"),
            .. misshapen.Select(name => $"{name} of another shape"),
            .. file.Names.Except(moments.Keys).Select(name => $"an unexpected {name}"),
        ];
        if (faults.Length > 0)
            throw new WeightFileException(path, "the moments of the model's parameters", string.Join(", ", faults));

        foreach (var (name, tensor) in moments)
            file.Read(name, tensor.Span);
        StepCount = step;

        bool HasAnotherShape(string name) => !file.Shape(name).SequenceEqual(moments[name].Shape.ToArray());
    }

    /// <summary>One parameter with its moments.</summary>
    private sealed class Slot
    {
        private readonly AdamW _owner;
        private readonly bool _decays;
        private readonly Action<int, int> _update;

        public Slot(AdamW owner, string name, Variable variable, bool decays)
        {
            (_owner, Name, Variable, _decays) = (owner, name, variable, decays);
            (First, Second) = (new Tensor(variable.Shape), new Tensor(variable.Shape));
            _update = Update;
        }

        public string Name { get; }

        public Variable Variable { get; }

        public Tensor First { get; }

        public Tensor Second { get; }

        public void Step()
        {
            if (Variable.Gradient is null)
                return;
            if (Variable.TouchedRows is not { } touched)
            {
                Parallelism.ForRanges(Variable.Length, Grain.Elements / 2, _update);
                return;
            }

            var width = Variable.Size(1);
            foreach (var row in touched.Rows)
                Update(row * width, (row + 1) * width);
            touched.Clear();
        }

        private void Update(int from, int to) => AdamUpdate.Step(
            _decays ? _owner._decaying : _owner._plain, Variable.Span[from..to], Variable.GradientSpan[from..to], First.Span[from..to],
            Second.Span[from..to]);
    }
}
