namespace Viml.Training.Tests.Fitting;

/// <summary>Hears progress at once and on the reporting thread, which <see cref="Progress{T}"/> does not.</summary>
internal sealed class Listener<T>(Action<T> hear) : IProgress<T>
{
    public void Report(T value) => hear(value);
}
