using System.CommandLine;

namespace Viml.Cli.Options;

/// <summary>A media file as an argument. That it exists is checked here; what it holds, by whoever reads it.</summary>
internal sealed class MediaArgument : Argument<string>
{
    /// <param name="name">In the help.</param>
    /// <param name="description">In the help.</param>
    /// <param name="what">In messages, such as "video".</param>
    public MediaArgument(string name, string description, string what) : base(name)
    {
        Description = description;
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (Directory.Exists(token.Value)) result.AddError($"'{token.Value}' is a folder, not a {what}.");
                else if (!File.Exists(token.Value)) result.AddError($"The {what} '{token.Value}' does not exist.");
            }
        });
    }
}
