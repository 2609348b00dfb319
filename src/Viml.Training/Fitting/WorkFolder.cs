using Viml.Library.Catalog;

namespace Viml.Training.Fitting;

/// <summary>The folder where a training keeps what it needs to go on.</summary>
internal static class WorkFolder
{
    /// <summary>Keeps other trainings out of the folder, which is made if need be, until the result is disposed.</summary>
    /// <exception cref="InvalidOperationException">Another training is there.</exception>
    public static IDisposable Hold(string work)
    {
        Directory.CreateDirectory(work);
        return WriteLock.TryHold(Path.Combine(work, "training"))
            ?? throw new InvalidOperationException($"Another training is at work in '{work}'. Wait until it is done, or choose another folder with --work.");
    }
}
