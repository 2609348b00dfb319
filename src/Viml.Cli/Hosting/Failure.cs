using Viml.Descriptions.Prompts;
using Viml.Descriptions.Runs;
using Viml.Engine.Weights;
using Viml.Library;
using Viml.Library.Encoding;
using Viml.Media;
using Viml.Models;
using Viml.Models.Encoders;
using Viml.Training.Datasets;
using Viml.Training.Fitting;

namespace Viml.Cli.Hosting;

/// <summary>The message and the exit code for an error. The one place that knows every kind of error.</summary>
internal sealed record Failure(string Message, int ExitCode)
{
    public static Failure Of(Exception error) => error switch
    {
        AggregateException { InnerExceptions: [var only] } => Of(only),
        InterruptedException => new Failure(error.Message, Hosting.ExitCode.Interrupted),
        OperationCanceledException => new Failure("Interrupted.", Hosting.ExitCode.Interrupted),
        UsageException or EncoderChoiceException => new Failure(error.Message, Hosting.ExitCode.Usage),
        NoMusicException => new Failure(error.Message, Hosting.ExitCode.NothingFound),
        // These messages are written for the user and name the file.
        LibraryException or MediaFormatException or ExternalProgramException or ModelFileException or WeightFileException
            or DatasetException or TextFileException or LanguageModelException or DivergenceException or IOException
            or UnauthorizedAccessException
            => new Failure(error.Message, Hosting.ExitCode.Error),
        OutOfMemoryException => new Failure("Not enough memory.", Hosting.ExitCode.Error),
        _ => new Failure($"Internal error: {error.Message} (Set VIML_DEBUG=1 to see the stack trace.)", Hosting.ExitCode.Error),
    };
}
