using Viml.Engine.Weights;
using Viml.Library;
using Viml.Media;
using Viml.Models;
using Viml.Models.Encoders;
using Viml.Training.Datasets;
using Viml.Training.Fitting;

namespace Viml.Cli;

/// <summary>What the user is told of an error, and what the shell is told. The one place that knows every kind of error.</summary>
internal sealed record Failure(string Message, int ExitCode)
{
    public static Failure Of(Exception error) => error switch
    {
        AggregateException { InnerExceptions: [var only] } => Of(only),
        OperationCanceledException => new Failure("Interrupted.", Cli.ExitCode.Interrupted),
        UsageException or EncoderChoiceException => new Failure(error.Message, Cli.ExitCode.Usage),
        NoMusicException => new Failure(error.Message, Cli.ExitCode.NothingFound),
        // These messages are written for the user and name the file.
        LibraryException or MediaFormatException or ExternalProgramException or ModelFileException or WeightFileException or DatasetException or DivergenceException
            => new Failure(error.Message, Cli.ExitCode.Error),
        IOException or UnauthorizedAccessException => new Failure(error.Message, Cli.ExitCode.Error),
        OutOfMemoryException => new Failure("There is not enough memory for this.", Cli.ExitCode.Error),
        _ => new Failure($"Something went wrong inside viml: {error.Message} (VIML_DEBUG=1 shows where.)", Cli.ExitCode.Error),
    };
}
