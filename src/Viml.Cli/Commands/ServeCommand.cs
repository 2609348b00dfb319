using System.CommandLine;
using Viml.Cli.Libraries;
using Viml.Cli.Options;
using Viml.Media.Ffmpeg;
using Viml.Web;

namespace Viml.Cli.Commands;

/// <summary><c>viml serve</c>: the page and the API of a library.</summary>
internal static class ServeCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var host = new Option<string>("--host")
        {
            Description = "The IP address to listen on; 0.0.0.0 for all addresses of this machine, which needs an API key.",
            HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1",
        };
        var port = NumberOption.Create("--port", "The port to listen on; 0 takes one that is free.", 0, 65535, ServerOptions.DefaultPort);
        var open = new Option<bool>("--open") { Description = "Open the page in the browser." };
        var key = new Option<FileInfo?>("--api-key-file")
        {
            Description = "A file with the key that clients must know. Without it: the variable VIML_API_KEY.", HelpName = "FILE",
        };
        var names = new Option<string[]>("--name")
        {
            Description = "A name under which clients address the server, such as that of a proxy; repeat for more.", HelpName = "HOST",
        };
        var upload = NumberOption.Create("--max-upload", "The largest upload in megabytes.", 1, 1_000_000, 4096);
        var minutes = NumberOption.Create("--max-minutes", "The longest video in minutes.", 1, 10_000, 120);
        var storage = NumberOption.Create("--max-storage", "The space for uploads in megabytes; they are deleted at the end.", 1,
            10_000_000, 16384);
        var music = new MusicChoice();

        var command = new ExampleCommand("serve", "Serve a page on which you hear your music against your video, and the API behind it.",
            "viml serve --open", "viml serve --music ~/Music --port 9000",
            "viml serve --host 0.0.0.0 --api-key-file key.txt --library evening")
        { host, port, open };
        music.AddTo(command);
        foreach (var option in new Option[] { key, names, upload, minutes, storage }) command.Options.Add(option);

        command.SetAction(parsed =>
        {
            var (library, index) = music.Name(parsed, environment);
            var folder = bundle.Folder(parsed, environment);
            var options = UsageException.Wrap(() => new ServerOptions
            {
                Host = parsed.GetValue(host)!,
                Port = parsed.GetValue(port),
                ApiKey = KeyOf(parsed.GetValue(key), environment),
                Names = parsed.GetValue(names) ?? [],
                Libraries = environment.Libraries,
                Library = library,
                Models = () => environment.LoadModels(folder),
                Page = Path.Combine(environment.ProgramFolder, "wwwroot"),
                Samples = SamplesFolder.Find(environment.ProgramFolder) is { } samples ? Path.Combine(samples, "videos") : null,
                Data = environment.Paths.DataFolder,
                Limits = new ServerLimits
                {
                    UploadBytes = parsed.GetValue(upload) * 1_000_000L, VideoSeconds = parsed.GetValue(minutes) * 60.0,
                    StoredBytes = parsed.GetValue(storage) * 1_000_000L,
                },
                Log = environment.Note,
            });
            Serve(options, server =>
            {
                if (index is not null) server.Index(index);
                environment.Out.WriteLine(server.Address);
                environment.Out.Flush();
                environment.Note("Open this address in a browser. Stop with Ctrl-C.");
                if (parsed.GetValue(open) && !BrowserLauncher.TryOpen(server.Address)) environment.Note("No browser was found to open it.");
            }, environment.Cancellation).GetAwaiter().GetResult();
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task Serve(ServerOptions options, Action<VimlServer> started, CancellationToken cancellation)
    {
        VimlServer server;
        try
        {
            server = await VimlServer.StartAsync(options, cancellation);
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(UsageException.MessageOf(fault));
        }
        await using (server)
        {
            started(server);
            await server.RunAsync(cancellation);
        }
    }

    private static string? KeyOf(FileInfo? file, AppEnvironment environment)
    {
        if (file is null) return environment.Variable("VIML_API_KEY") is { Length: > 0 } key ? key : null;
        return file.Exists ? File.ReadAllText(file.FullName).Trim() : throw new UsageException($"--api-key-file: '{file}' does not exist.");
    }
}
