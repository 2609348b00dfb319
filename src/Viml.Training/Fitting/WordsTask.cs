using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Models.Tagging;
using Viml.Models.Words;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>Trains the words encoder to predict the tags and measures of the music that a text is about.</summary>
internal sealed class WordsTask : ITrainingTask
{
    /// <summary>Ids of one text that are used: about sixty words.</summary>
    private const int MostIds = 1024;

    private readonly WordsModel _model;
    private readonly Func<int, TextExample> _example;
    private readonly IReadOnlyList<TextExample> _validation;
    private readonly MeasureHead _measures;
    private readonly int _batch;
    private readonly int[] _offsets;
    private readonly Tensor _targets;
    private readonly int[] _ids;

    /// <summary>Prepares the task.</summary>
    /// <param name="example">Training example by number; there is no last one.</param>
    /// <param name="measures">The measures that every training example has, which are learned beside the tags.</param>
    public WordsTask(WordsModel model, Func<int, TextExample> example, IReadOnlyList<TextExample> validation,
        IReadOnlyList<string> measures, int batch, int seed)
    {
        (_model, _example, _validation, _batch) = (model, example, validation, batch);
        _ids = new int[batch * MostIds];
        _offsets = new int[batch + 1];
        _targets = new Tensor(batch, model.Config.Tags);
        _measures = new MeasureHead(measures, model.Config.Width, batch, seed);
        Parameters = new Dictionary<string, ParameterSet> { ["words"] = model.Parameters, ["head"] = _measures.Parameters };
    }

    public string Name => "words";

    public IReadOnlyDictionary<string, ParameterSet> Parameters { get; }

    public void LoadBatch(int step)
    {
        var examples = new (int[] Ids, TextExample Example)[_batch];
        Viml.Engine.Kernels.Parallelism.For(_batch, row =>
        {
            var example = _example(step * _batch + row);
            examples[row] = (_model.Tokenizer.Tokenize(example.Text), example);
        });
        _targets.Span.Clear();
        var at = 0;
        for (var row = 0; row < _batch; row++)
        {
            var ids = examples[row].Ids.AsSpan(0, Math.Min(examples[row].Ids.Length, MostIds));
            ids.CopyTo(_ids.AsSpan(at));
            at += ids.Length;
            _offsets[row + 1] = at;
            foreach (var (tag, confidence) in examples[row].Example.Tags)
                _targets.Span[row * _model.Config.Tags + TagVocabulary.Default.IndexOf(tag)] = confidence;
            _measures.SetTargets(row, examples[row].Example.Measures);
        }
    }

    public Variable Record(Tape tape)
    {
        var output = _model.Forward(tape, _ids, _offsets);
        return _measures.AddTo(tape, tape.BinaryCrossEntropyWithLogits(output.Logits, _targets), output.Features);
    }

    public IReadOnlyList<(string Name, double Value)> Validate()
    {
        var encoder = new WordsEncoder(_model);
        var report = TaggingReport.Measure([.. _validation.Select(text => encoder.ImpliedTags(text.Text))],
            [.. _validation.Select(text => text.Tags)]);
        return [("meanAveragePrecision", report.MeanAveragePrecision), ("rocAuc", report.MeanRocAuc)];
    }
}
