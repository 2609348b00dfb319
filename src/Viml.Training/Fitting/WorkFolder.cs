using Viml.Library;
using Viml.Library.Files;

namespace Viml.Training.Fitting;

/// <summary>The folder where a training keeps what it needs to go on.</summary>
internal static class WorkFolder
{
    /// <summary>Keeps other trainings out of the folder, which is made if need be, until the result is disposed.</summary>
    /// <exception cref="LibraryBusyException">Another training is there.</exception>
    public static IDisposable Hold(string work)
    {
        Directory.CreateDirectory(work);
        return WriteLock.TryHold(Path.Combine(work, "training"))
            ?? throw new LibraryBusyException(work, "another training keeps its state there (--work chooses another folder)");
    }
}
