using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Viml.Bench.Measuring;

/// <summary>The peers' process for one number of threads; see <c>bench/peers/serve.py</c> for what it understands.</summary>
internal sealed class PeerProcess : IContestant, IDisposable
{
    private readonly Process _process;

    public PeerProcess(string root, int threads)
    {
        Threads = threads;
        _process = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", [Path.Combine(root, "bench", "peers", "serve.py"), "--threads", $"{threads}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public int Threads { get; }

    /// <summary>Names and versions of the libraries.</summary>
    public IReadOnlyList<(string Name, string Version)> Versions() =>
        [.. Ask(new JsonObject { ["do"] = "describe" })["versions"]!.AsObject().Select(pair => (pair.Key, (string)pair.Value!))];

    /// <summary>Makes a case ready for <see cref="Time"/>.</summary>
    public void Prepare(string name, string peer)
    {
        if (!(bool)Ask(new JsonObject { ["do"] = "prepare", ["case"] = name, ["peer"] = peer })["ready"]!)
            throw new InvalidOperationException($"bench/peers has no case '{name}' of {peer}.");
    }

    public void Release() => Ask(new JsonObject { ["do"] = "release" });

    public Turn Time(int calls)
    {
        var answer = Ask(new JsonObject { ["do"] = "time", ["calls"] = calls });
        return new Turn((double)answer["wall"]!, (double)answer["cpu"]!);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }

    private JsonObject Ask(JsonObject request)
    {
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The process of the peers ended; its errors are above.");
        return JsonNode.Parse(line)!.AsObject();
    }
}
