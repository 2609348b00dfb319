using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Running;
using Viml.Bench;
using Viml.Bench.Cases;
using Viml.Bench.Kernels;
using Viml.Bench.Measuring;

// bench/run starts this in the root of the project.
if (args is ["--help" or "-h", ..])
{
    Console.WriteLine(Options.Usage);
    return 0;
}
if (args is ["--kernels", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(KernelConfig).Assembly).Run(rest, new KernelConfig());
    return 0;
}
try
{
    var options = Options.Parse(args);
    var cases = CaseList.Choose(options.Names);
    var root = Directory.GetCurrentDirectory();
    var date = DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    int[] threads = Environment.ProcessorCount == 1 ? [1] : [1, 2];
    var peers = threads.Select(count => new PeerProcess(root, count)).ToArray();
    try
    {
        IReadOnlyList<(string, string)> machine =
            [("commit", Commit()), .. Machine.Describe(),
                ("peers", string.Join(", ", peers[0].Versions().Select(one => $"{one.Name} {one.Version}"))), ("turns", $"{options.Runs}")];
        var contest = new Contest(peers, options.Runs, options.ByProcessor);
        var results = new List<CaseResult>();
        string report = "";
        foreach (var item in cases)
        {
            Console.Error.WriteLine($"timing {item.Name} ...");
            results.Add(contest.Run(item));
            GC.Collect();
            report = Report.Write($"Benchmark {options.Result}, {date}", machine, threads, results, options.ByProcessor);
            if (options.Result != "-") // after every case, so that a run that is stopped leaves what it has
                File.WriteAllText(Path.Combine(root, "bench", "results", $"{date}-{options.Result}.md"), report);
        }
        Console.Write(report);
    }
    finally
    {
        foreach (var peer in peers)
            peer.Dispose();
    }
    return 0;
}
catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}

static string Commit()
{
    return Git("rev-parse", "--short", "HEAD") + (Git("status", "--porcelain", "--untracked-files=no").Length > 0 ? " with changes" : "");

    static string Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
