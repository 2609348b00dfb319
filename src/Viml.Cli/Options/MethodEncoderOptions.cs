using System.CommandLine;
using Viml.Training.Methods;

namespace Viml.Cli.Options;

/// <summary>
/// Which encoders' features methods take: <c>--preset</c>, and <c>--video-encoder</c> and the like instead of those of it.
/// </summary>
internal sealed class MethodEncoderOptions
{
    private readonly Option<string> _preset = new("--preset")
    {
        Description = "Encoders and sizes: those of the paper, or those of the built-in bundle.",
        DefaultValueFactory = _ => MethodPreset.Ours.Name,
    };

    private readonly Option<string[]> _video = new("--video-encoder")
    {
        Description = "Video encoder instead of those of the preset; again for more.", HelpName = "NAME",
    };

    private readonly Option<string?> _music = Encoder("--music-encoder", "Music encoder instead of that of the preset.");
    private readonly Option<string?> _text = Encoder("--text-encoder", "Text encoder instead of that of the preset.");

    public MethodEncoderOptions() => _preset.AcceptOnlyFromAmong([.. MethodPreset.All.Select(known => known.Name)]);

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withText">Whether it encodes texts.</param>
    public void AddTo(Command command, bool withText)
    {
        command.Options.Add(_preset);
        command.Options.Add(_video);
        command.Options.Add(_music);
        if (withText) command.Options.Add(_text);
    }

    /// <summary>The preset that was chosen.</summary>
    public MethodPreset Read(ParseResult parsed)
    {
        var named = MethodPreset.ByName(parsed.GetRequiredValue(_preset));
        return named with
        {
            VideoEncoders = parsed.GetValue(_video) is { Length: > 0 } chosen ? chosen : named.VideoEncoders,
            MusicEncoder = parsed.GetValue(_music) ?? named.MusicEncoder,
            TextEncoder = parsed.GetValue(_text) ?? named.TextEncoder,
        };
    }

    private static Option<string?> Encoder(string name, string description) => new(name) { Description = description, HelpName = "NAME" };
}
