namespace Viml.Models.Tagging;

/// <summary>How a tag is written for people: MTG-Jamendo's names run words together.</summary>
internal static class TagLabels
{
    private static readonly Dictionary<string, string> Spaced = new()
    {
        ["acousticbassguitar"] = "acoustic bass guitar",
        ["acousticguitar"] = "acoustic guitar",
        ["classicalguitar"] = "classical guitar",
        ["doublebass"] = "double bass",
        ["drummachine"] = "drum machine",
        ["electricguitar"] = "electric guitar",
        ["electricpiano"] = "electric piano",
        ["pipeorgan"] = "pipe organ",
        ["hiphop"] = "hip hop",
    };

    /// <summary>The readable form of a tag; the name itself where it is one word.</summary>
    public static string For(string name) => Spaced.GetValueOrDefault(name, name);
}
