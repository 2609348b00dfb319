using System.Runtime.InteropServices;
using Viml.Cli;
using Viml.Library;
using Viml.Models.Bundles;

// On a terminal .NET begins with an escape sequence of its own, which it looks up for the kind of terminal.
if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))) Environment.SetEnvironmentVariable("TERM", "dumb");

using var interruption = new CancellationTokenSource();

// The first signal asks the command to end cleanly, the second ends the process at once.
void Interrupt(PosixSignalContext signal)
{
    if (interruption.IsCancellationRequested) return;
    signal.Cancel = true;
    interruption.Cancel();
}

using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

return Application.Run(args, new AppEnvironment
{
    Out = Console.Out,
    In = Console.In,
    Error = Console.Error,
    Variable = Environment.GetEnvironmentVariable,
    ProgramFolder = AppContext.BaseDirectory,
    LoadModels = folder => ModelSet.From(
        Bundle.Load(folder, AppEnvironment.Table(Environment.GetEnvironmentVariable, AppContext.BaseDirectory))),
    OutIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    TerminalWidth = Console.IsOutputRedirected && Console.IsErrorRedirected ? AppEnvironment.PlainWidth : Console.WindowWidth,
    Cancellation = interruption.Token,
});
