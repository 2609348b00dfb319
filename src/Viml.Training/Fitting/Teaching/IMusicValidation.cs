using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting.Teaching;

/// <summary>Measures MusiCNN on held-out music.</summary>
internal interface IMusicValidation
{
    /// <summary>Figures by name; the first decides, higher is better.</summary>
    public IReadOnlyList<(string Name, double Value)> Measure(MusiCnnEncoder encoder);
}

/// <summary>How well the tags of clips are found that the dataset knows.</summary>
internal sealed class LabelledValidation(IReadOnlyList<MusicWindows> clips) : IMusicValidation
{
    public IReadOnlyList<(string Name, double Value)> Measure(MusiCnnEncoder encoder)
    {
        var report = TaggingReport.Measure(
            [.. clips.Select(music => MusicTask.Encode(encoder, music).Tags)], [.. clips.Select(music => music.Tags)]);
        return [("meanAveragePrecision", report.MeanAveragePrecision), ("rocAuc", report.MeanRocAuc),
            .. report.RocAucByKind.Select(kind => ($"rocAuc.{kind.Key}", kind.Value))];
    }
}

/// <summary>How well MusiCNN agrees with its teachers on recordings.</summary>
internal sealed class RecordedValidation(TeacherAgreement agreement, IReadOnlyList<MusicWindows> recordings, IMusicValidation labelled)
    : IMusicValidation
{
    public IReadOnlyList<(string Name, double Value)> Measure(MusiCnnEncoder encoder) =>
        [.. agreement.Measure([.. recordings.Select(music => MusicTask.Encode(encoder, music).Tags)]), .. labelled.Measure(encoder)];
}
