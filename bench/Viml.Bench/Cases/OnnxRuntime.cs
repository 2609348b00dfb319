using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace Viml.Bench.Cases;

/// <summary>ONNX Runtime as a peer in this process.</summary>
internal static class OnnxRuntime
{
    public const string Name = "ONNX Runtime";

    /// <summary>The network that a case of <c>bench/peers</c> runs in PyTorch, exported.</summary>
    /// <param name="name">The case.</param>
    /// <param name="input">Makes the one input.</param>
    public static IReadOnlyDictionary<string, Func<int, Action>> Exported(string name, Func<OrtValue> input) =>
        new Dictionary<string, Func<int, Action>>
        {
            [Name] = threads =>
            {
                var session = Open(path =>
                {
                    using var python = Process.Start("/usr/bin/python3", ["bench/peers/networks.py", name, path]);
                    python.WaitForExit();
                    if (python.ExitCode != 0) throw new InvalidOperationException($"'{name}' could not be exported; see above.");
                }, threads);
                OrtValue[] inputs = [input()];
                return () => Run(session, session.InputNames, inputs);
            },
        };

    /// <summary>Opens a model that <paramref name="write"/> writes to a path, and deletes the file.</summary>
    public static InferenceSession Open(Action<string> write, int threads)
    {
        var path = Path.Combine(Path.GetTempPath(), $"viml-bench-{Environment.ProcessId}.onnx");
        try
        {
            write(path);
            return Open(path, threads);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static InferenceSession Open(string path, int threads) => new(path, new SessionOptions { IntraOpNumThreads = threads });

    public static void Run(InferenceSession session, IReadOnlyCollection<string> names, OrtValue[] inputs)
    {
        using var options = new RunOptions();
        session.Run(options, names, inputs, session.OutputNames).Dispose();
    }
}
