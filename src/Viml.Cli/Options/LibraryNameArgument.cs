using System.CommandLine;
using Viml.Library.Catalog;

namespace Viml.Cli.Options;

/// <summary>The name of a library as an argument.</summary>
internal sealed class LibraryNameArgument : Argument<string?>
{
    /// <param name="isRequired">False: the default library where none is named.</param>
    public LibraryNameArgument(bool isRequired) : base("NAME")
    {
        Description = isRequired ? "The library." : $"The library; without a name the one called '{LibraryName.Default}'.";
        if (!isRequired)
            Arity = ArgumentArity.ZeroOrOne;
        Validators.Add(result =>
        {
            if (result.Tokens is [var token] && LibraryOption.Problem(token.Value) is { } problem) result.AddError(problem);
        });
    }
}
