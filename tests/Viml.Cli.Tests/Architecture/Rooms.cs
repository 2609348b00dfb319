using System.Reflection;
using Viml.Testing;

namespace Viml.Cli.Tests.Architecture;

/// <summary>
/// The projects under <c>src</c> and what each may use: Cli -> {Training, Onnx, LanguageModels, Web}, Web -> Library,
/// Training -> {Library, Corpus}, LanguageModels -> Descriptions, Library -> {Descriptions, Media}, {Descriptions, Onnx} -> Models,
/// {Models, Media} -> Engine, Corpus -> Media.
/// </summary>
internal static class Rooms
{
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Viml.Engine"] = [],
        ["Viml.Media"] = ["Viml.Engine"],
        ["Viml.Models"] = ["Viml.Engine"],
        ["Viml.Descriptions"] = ["Viml.Models"],
        ["Viml.LanguageModels"] = ["Viml.Descriptions"],
        ["Viml.Library"] = ["Viml.Descriptions", "Viml.Media"],
        ["Viml.Corpus"] = ["Viml.Media"],
        ["Viml.Training"] = ["Viml.Library", "Viml.Corpus"],
        ["Viml.Onnx"] = ["Viml.Models"],
        ["Viml.Web"] = ["Viml.Library"],
        ["Viml.Cli"] = ["Viml.Training", "Viml.Onnx", "Viml.LanguageModels", "Viml.Web"],
    };

    /// <summary>Every project there is.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Directory.EnumerateFiles(Source(), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>Whether the table above says what <paramref name="room"/> may use.</summary>
    public static bool HasRule(string room) => Below.ContainsKey(room);

    /// <summary>The projects that <paramref name="room"/> may use: those below it, and those below them.</summary>
    public static IReadOnlySet<string> Allowed(string room) => Below[room].SelectMany(lower => Allowed(lower).Append(lower)).ToHashSet();

    public static Assembly Assembly(string room) => System.Reflection.Assembly.Load(room == "Viml.Cli" ? "viml" : room);

    public static string ProjectFile(string room) => Path.Combine(Source(), room, room + ".csproj");

    private static string Source() => Path.Combine(TestPaths.Repository, "src");
}
