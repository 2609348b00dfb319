using System.CommandLine;
using System.CommandLine.Parsing;
using Viml.Engine.Files;
using Viml.Library.Files;

namespace Viml.Cli.Options;

/// <summary>A media file as an argument. Checks that the file exists, not what it contains.</summary>
internal sealed class MediaArgument : Argument<string>
{
    /// <param name="name">Shown in the help.</param>
    /// <param name="description">Shown in the help.</param>
    /// <param name="what">Used in error messages, such as "video".</param>
    public MediaArgument(string name, string description, string what) : base(name)
    {
        Description = description;
        Validators.Add(result => RequireFiles(result, what));
    }

    internal static void RequireFiles(ArgumentResult result, string what)
    {
        // An argument that takes many files also takes what looks like an option.
        if (result.Tokens.Select(token => token.Value).FirstOrDefault(value => value.StartsWith('-') && !File.Exists(value)) is { } option)
        {
            result.AddError($"Unrecognized option '{option}'.");
            return;
        }
        foreach (var token in result.Tokens)
        {
            if (Directory.Exists(token.Value)) result.AddError($"'{token.Value}' is a folder, not a {what}.");
            else if (WebAddress.Is(token.Value)) result.AddError(WebAddress.Refusal(token.Value));
            else if (RegularFile.OtherKind(token.Value) is { } kind)
                result.AddError($"'{token.Value}' is {kind}, not a {what}: write what comes out of it to a file, and give that.");
            else if (!File.Exists(token.Value)) result.AddError($"The {what} '{token.Value}' does not exist.");
        }
    }
}

/// <summary>Any number of media files. Checks as <see cref="MediaArgument"/> does.</summary>
internal sealed class MediasArgument : Argument<string[]>
{
    /// <inheritdoc cref="MediaArgument(string, string, string)"/>
    public MediasArgument(string name, string description, string what) : base(name)
    {
        Description = description;
        Arity = ArgumentArity.ZeroOrMore;
        Validators.Add(result => MediaArgument.RequireFiles(result, what));
    }
}
