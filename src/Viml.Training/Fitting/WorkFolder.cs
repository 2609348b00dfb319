using Viml.Engine.Layers;
using Viml.Engine.Weights;
using Viml.Library;
using Viml.Library.Files;

namespace Viml.Training.Fitting;

/// <summary>
/// The folder in which a training keeps what it needs to resume. One training at a time; others are kept out until it is disposed.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly IDisposable _lock;

    /// <summary>Takes the folder, which is created if it does not exist.</summary>
    /// <exception cref="LibraryBusyException">Another training uses it.</exception>
    public WorkFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
        _lock = WriteLock.TryHold(At("training"))
            ?? throw new LibraryBusyException(path, "another training keeps its state there (--work chooses another folder)");
    }

    public string Path { get; }

    public void Dispose() => _lock.Dispose();

    /// <summary>A path in the folder.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Trains a stage, or resumes it, and writes its record.</summary>
    public RunRecord Fit(
        string stage, ITrainingTask task, FittingOptions options, IProgress<FittingProgress>? progress, CancellationToken cancellation) =>
        new Trainer(task, options, TrainingCallbacks.Standard(At(stage), progress)).Run(cancellation);

    /// <summary>The model as it will be published: what comes after must see the features that float16 weights give.</summary>
    public T Rounded<T>(string stage, ParameterSet parameters, Func<string, T> load)
    {
        var path = WeightsOf(stage);
        parameters.Save(path, WeightType.F16);
        return load(path);
    }

    /// <summary>Digits that identify the weights of a stage.</summary>
    public string HashOf(string stage) => FileHash.Sha256(WeightsOf(stage))[..8];

    private string WeightsOf(string stage) => At(stage + ".safetensors");
}
