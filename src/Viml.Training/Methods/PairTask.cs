using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Models.VideoMusic;
using Viml.Training.Evaluation;
using Viml.Training.Fitting;

namespace Viml.Training.Methods;

/// <summary>
/// Trains ViML as in the paper: symmetric InfoNCE between the queries of a batch and their music, with text dropout. Clips with the same
/// music are no negatives of each other. A model without text is MVPt.
/// </summary>
internal sealed class PairTask : ITrainingTask
{
    private readonly VideoMusicModel _model;
    private readonly MethodRun _run;
    private readonly string? _text;
    private readonly ClipBatches _clips;
    private readonly VideoMusicBatch _batch;

    /// <summary>Prepares the task.</summary>
    /// <param name="name">The method.</param>
    /// <param name="model">The model.</param>
    /// <param name="run">What it is trained on.</param>
    /// <param name="text">The source of the texts; null for a model without text.</param>
    public PairTask(string name, VideoMusicModel model, MethodRun run, string? text)
    {
        (Name, _model, _run, _text) = (name, model, run, text);
        _clips = new ClipBatches(run);
        _batch = model.CreateBatch(run.Batch);
        Parameters = new Dictionary<string, ParameterSet> { ["viml"] = model.Parameters };
    }

    public string Name { get; }

    public IReadOnlyDictionary<string, ParameterSet> Parameters { get; }

    public void LoadBatch(int step) => _clips.Load(step, (row, clip, random) =>
    {
        _batch.SetVideo(row, clip.Video.Read());
        _batch.SetMusic(row, clip.Music.Read());
        var text = _text is null ? null : clip.DrawText(_text, random);
        _batch.SetText(row, text is null ? [] : text.Read().Values);
        // Without a text the video must stay: something has to be asked for.
        if (text is not null) _batch.DropOut(row, random);
    });

    public Variable Record(Tape tape) => tape.InfoNce(
        _model.ForwardQuery(tape, _batch), _model.ForwardMusic(tape, _batch), _model.LogScale, groups: _clips.Groups);

    public IReadOnlyList<(string Name, double Value)> Validate() => MethodValidation.Measure(new VideoMusicRetrieval(_model), _run, _text);
}
