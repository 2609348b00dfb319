using System.CommandLine;
using Viml.Library.Catalog;

namespace Viml.Cli.Options;

/// <summary>The name of a library as an argument.</summary>
internal sealed class LibraryNameArgument : Argument<string?>
{
    /// <param name="isRequired">If false, the default library is used when no name is given.</param>
    public LibraryNameArgument(bool isRequired) : base("NAME")
    {
        Description = isRequired ? "Name of the library." : $"Name of the library; '{LibraryName.Default}' by default.";
        if (!isRequired)
            Arity = ArgumentArity.ZeroOrOne;
        Validators.Add(result =>
        {
            if (result.Tokens is [var token] && LibraryOption.Problem(token.Value) is { } problem) result.AddError(problem);
        });
    }
}
