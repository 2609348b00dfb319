using Viml.Engine.Autograd;
using Viml.Engine.Layers;

namespace Viml.Training.Fitting.Teaching;

/// <summary>
/// Predict from MusiCNN's features what its teachers hear, the log-odds of all their tags and their features, so that these features come
/// to hold what those of the teachers hold. Thrown away after training.
/// </summary>
internal sealed class TeachingHeads
{
    // Beside a mean cross-entropy over tags of about 0.3. Errors are in standard deviations.
    private const float TagWeight = 0.5f, FeatureWeight = 0.25f;

    private readonly int[] _tags, _features; // columns of what the teachers hear
    private readonly RegressionHead _tagHead, _featureHead;

    /// <summary>Creates the heads.</summary>
    /// <param name="teachers">The teachers; null has none.</param>
    /// <param name="width">Width of MusiCNN's features.</param>
    /// <param name="batch">Windows in a batch.</param>
    /// <param name="seed">Of the parameters.</param>
    public TeachingHeads(Teachers? teachers, int width, int batch, int seed)
    {
        var columns = Enumerable.Range(0, teachers?.Width ?? 0).ToLookup(column => teachers!.IsTag(column));
        (_tags, _features) = ([.. columns[true]], [.. columns[false]]);
        _tagHead = new RegressionHead("teacherTags", width, _tags.Length, batch, TagWeight, seed);
        _featureHead = new RegressionHead("teacherFeatures", width, _features.Length, batch, FeatureWeight, seed);
    }

    /// <summary>The parameters by their names in a checkpoint.</summary>
    public IEnumerable<KeyValuePair<string, ParameterSet>> Parameters =>
        [new("teacherTags", _tagHead.Parameters), new("teacherFeatures", _featureHead.Parameters)];

    /// <summary>Sets what the teachers hear in a window; no scale leaves it open.</summary>
    public void SetTargets(int row, TeacherScale? scale, ReadOnlySpan<float> heard)
    {
        if (scale is null)
        {
            _tagHead.Forget(row);
            _featureHead.Forget(row);
            return;
        }
        Copy(_tags, _tagHead.Know(row), heard, scale);
        Copy(_features, _featureHead.Know(row), heard, scale);
    }

    /// <summary>The loss with the heads' own part added.</summary>
    public Variable AddTo(Tape tape, Variable loss, Variable features) =>
        _featureHead.AddTo(tape, _tagHead.AddTo(tape, loss, features), features);

    private static void Copy(int[] columns, Span<float> targets, ReadOnlySpan<float> heard, TeacherScale scale)
    {
        for (var i = 0; i < columns.Length; i++) targets[i] = scale.Standardised(heard, columns[i]);
    }
}
