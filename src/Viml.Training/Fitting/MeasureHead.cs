using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>
/// A head that predicts a clip's <see cref="Clip.Measures"/>: it makes features keep what tags do not say, such as tempo. Without measures
/// in the dataset it does nothing.
/// </summary>
internal sealed class MeasureHead(IReadOnlyList<string> measures, int width, int batch, int seed)
{
    private const float Weight = 0.2f; // beside a mean cross-entropy over tags of about 0.15

    private readonly RegressionHead _head = new("measures", width, measures.Count, batch, Weight, seed);

    public ParameterSet Parameters => _head.Parameters;

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

    /// <summary>Sets the targets of an example; one without measures leaves them open.</summary>
    public void SetTargets(int row, IReadOnlyDictionary<string, float> known)
    {
        if (known.Count == 0)
        {
            _head.Forget(row);
            return;
        }
        var targets = _head.Know(row);
        for (var i = 0; i < measures.Count; i++) targets[i] = known[measures[i]];
    }

    /// <summary>The loss with the head's own part added.</summary>
    public Variable AddTo(Tape tape, Variable loss, Variable features) => _head.AddTo(tape, loss, features);
}
