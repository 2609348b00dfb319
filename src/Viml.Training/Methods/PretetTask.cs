using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Models.VideoMusic;
using Viml.Training.Fitting;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Training.Methods;

/// <summary>
/// Trains the model of Prétet et al. with a hinge on cosine similarity in both directions. The negative of each row is the one among the
/// other rows that violates the margin most, of other music. VM-NET's weights of the directions are kept; its structure term is left out.
/// </summary>
internal sealed class PretetTask : ITrainingTask
{
    private const float Margin = 0.1f, MusicToVideo = 3, VideoToMusic = 1; // VM-NET

    private readonly PretetModel _model;
    private readonly MethodRun _run;
    private readonly ClipBatches _clips;
    private readonly Tensor _video, _music;

    public PretetTask(PretetModel model, MethodRun run)
    {
        (_model, _run) = (model, run);
        _clips = new ClipBatches(run);
        _video = new Tensor(run.Batch, model.Config.VideoWidth);
        _music = new Tensor(run.Batch, model.Config.MusicWidth);
        Parameters = new Dictionary<string, ParameterSet> { ["pretet"] = model.Parameters };
    }

    public string Name => "pretet";

    public IReadOnlyDictionary<string, ParameterSet> Parameters { get; }

    public void LoadBatch(int step) => _clips.Load(step, (row, clip, _) =>
    {
        _model.PoolVideo(clip.Video.Read(), _video.Slice(row, 1).Span);
        _model.PoolMusic(clip.Music.Read(), _music.Slice(row, 1).Span);
    });

    public Variable Record(Tape tape)
    {
        var video = _model.ForwardVideo(tape, tape.Constant(_video));
        var music = _model.ForwardMusic(tape, tape.Constant(_music));
        return tape.Add(
            tape.Scale(tape.HardestTriplet(music, video, Margin, _clips.Groups), MusicToVideo),
            tape.Scale(tape.HardestTriplet(video, music, Margin, _clips.Groups), VideoToMusic));
    }

    public IReadOnlyList<(string Name, double Value)> Validate() => MethodValidation.Measure(new PretetRetrieval(_model), _run, text: null);
}
