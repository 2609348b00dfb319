using System.Runtime.InteropServices;
using Viml.Engine.Kernels;

namespace Viml.Bench.Measuring;

/// <summary>What the figures were measured on, as lines of a table.</summary>
internal static class Machine
{
    public static IReadOnlyList<(string What, string Value)> Describe() =>
    [
        ("processor", $"{ProcessorName()}, {Environment.ProcessorCount} cores, {Simd.Description}"),
        ("system", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}"),
    ];

    // The first name that /proc/cpuinfo gives, where there is one.
    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        var line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
