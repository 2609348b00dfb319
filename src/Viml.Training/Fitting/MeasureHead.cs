using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>
/// A linear head that predicts a clip's <see cref="Clip.Measures"/> from features in training and is then thrown away: it makes
/// features keep what tags do not say, such as tempo. Without measures in the dataset it does nothing.
/// </summary>
internal sealed class MeasureHead
{
    private const float Weight = 0.2f; // beside a mean cross-entropy over tags of about 0.15

    private readonly string[] _names;
    private readonly Linear? _linear;
    private readonly Variable? _targets;

    public MeasureHead(IReadOnlyList<string> measures, int width, int batch, int seed)
    {
        _names = [.. measures];
        Parameters = ParameterSet.Random(seed);
        if (_names.Length == 0) return;
        _linear = new Linear(Parameters.Root.Enter("measures"), width, _names.Length);
        _targets = new Variable(new Tensor(batch, _names.Length));
    }

    public ParameterSet Parameters { get; }

    /// <summary>The names of the measures that every clip has.</summary>
    public static IReadOnlyList<string> NamesOf(IEnumerable<IReadOnlyDictionary<string, float>> clips)
    {
        HashSet<string>? common = null;
        foreach (var clip in clips)
        {
            if (common is null) common = [.. clip.Keys];
            else common.IntersectWith(clip.Keys);
        }
        return [.. (common ?? []).Order(StringComparer.Ordinal)];
    }

    public void SetTargets(int row, IReadOnlyDictionary<string, float> measures)
    {
        for (var i = 0; i < _names.Length; i++) _targets!.Value.Span[row * _names.Length + i] = measures[_names[i]];
    }

    /// <summary>The loss with the head's own part added.</summary>
    public Variable AddTo(Tape tape, Variable loss, Variable features) =>
        _linear is null ? loss : tape.Add(loss, tape.Scale(tape.MeanSquaredError(_linear.Forward(tape, features), _targets!), Weight));
}
