using Viml.Training.Evaluation;

namespace Viml.Training.Methods;

/// <summary>MVPt+ (McKee et al. 2023): MVPt at the temperature that does best on the validation clips.</summary>
internal sealed class MvptPlusMethod : IMethod
{
    public string Name => "mvpt+";

    public bool TakesText => false;

    public int TrainingsOf(MethodOptions options) => options.Temperatures.Count;

    public IRetrievalModel Train(MethodRun run) => run.Options.Temperatures
        .Select(temperature => new VideoMusicRetrieval(MvptMethod.Train(run, Name, temperature)))
        .MaxBy(model => MethodValidation.Measure(model, run, text: null)[0].Value)!;
}
