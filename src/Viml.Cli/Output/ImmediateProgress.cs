namespace Viml.Cli.Output;

/// <summary>Passes progress on in the calling thread; <see cref="Progress{T}"/> would do so later and out of order.</summary>
internal sealed class ImmediateProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
