using System.Diagnostics;

namespace Viml.Web.Browser.Tests;

/// <summary><c>viml serve</c> as a process of its own, on a free port and with a home of its own.</summary>
internal sealed class ServedProgram : IDisposable
{
    private readonly Process _process;

    private ServedProgram(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    /// <param name="home">The folder for libraries.</param>
    /// <param name="key">The key of the server; null for none.</param>
    /// <param name="arguments">Further arguments of the command.</param>
    public static async Task<ServedProgram> StartAsync(string home, string? key = null, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "viml.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [program, "serve", "--port", "0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["VIML_HOME"] = home;
        if (key is not null) start.Environment["VIML_API_KEY"] = key;
        var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        if (await process.StandardOutput.ReadLineAsync() is { } address) return new ServedProgram(process, new Uri(address));
        await process.WaitForExitAsync();
        throw new InvalidOperationException($"viml serve ended: {await error}");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
