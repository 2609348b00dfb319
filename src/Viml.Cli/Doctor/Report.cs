using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Viml.Cli.ModelStores;
using Viml.Engine;

namespace Viml.Cli.Doctor;

/// <summary>What belongs into a bug report: versions, checks and sizes, without the folders and names of the user.</summary>
internal static partial class Report
{
    /// <summary>The report, line by line.</summary>
    public static IEnumerable<string> Of(AppEnvironment environment, string bundleFolder, IReadOnlyList<Check> checks)
    {
        yield return $"{ProgramVersion.Text} on {RuntimeInformation.OSDescription}";
        foreach (var check in checks)
            yield return $"{State(check),-7} {check.Name}: {Anonymous(check.Found, environment, bundleFolder)}";
        yield return $"libraries: {Listed(Libraries(environment))}";
        yield return $"models: {Listed(Stores.Of(environment).Names())}";
        foreach (var name in new[] { "VIML_HOME", "XDG_DATA_HOME", "VIML_MIRROR" })
            if (!string.IsNullOrEmpty(environment.Variable(name)))
                yield return $"{name} is set";
        foreach (var name in new[] { "NO_COLOR", "TERM", "LANG", "DOTNET_EnableHWIntrinsic" })
            if (environment.Variable(name) is { Length: > 0 } value)
                yield return $"{name}={value}";
        yield return $"width: {environment.Width}, terminal: {(environment.OutIsTerminal ? "yes" : "no")}";
    }

    /// <summary>A text without the folders of the user: known ones by what they are, of others only the last name.</summary>
    public static string Anonymous(string text, AppEnvironment environment, string bundleFolder)
    {
        (string? Folder, string Word)[] known =
        [
            (environment.Paths.DataFolder, "<viml home>"), (Path.GetFullPath(bundleFolder), "<bundle>"),
            (environment.ProgramFolder, "<program>"), (environment.Variable("HOME"), "~"),
        ];
        foreach (var (folder, word) in known.OrderByDescending(pair => pair.Folder?.Length))
            if (Path.TrimEndingDirectorySeparator(folder ?? "") is { Length: > 1 } path)
                text = Regex.Replace(text, Regex.Escape(path) + @"(?=[/\\\s'"":;,]|$)", word);
        return AnyFolder().Replace(text, match => SystemFolder().IsMatch(match.Value) ? match.Value : $"<path>/{LastName(match.Value)}");
    }

    private static string LastName(string path)
    {
        path = path.TrimEnd('/');
        return path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
    }

    private static string State(Check check) => check.State switch
    {
        CheckState.Good => "ok",
        CheckState.Optional => "note",
        _ => "MISSING",
    };

    private static IEnumerable<string> Libraries(AppEnvironment environment) => environment.Libraries.Names().Select(name =>
        environment.Libraries.Describe(name) is { Contents: { } contents } library
            ? $"{contents.Tracks:N0} tracks in {contents.Segments:N0} segments, {contents.Failed:N0} failed, "
                + $"bundle {library.Meta?.BundleName} {library.Meta?.BundleHash[..Math.Min(12, library.Meta.BundleHash.Length)]}, "
                + $"by {library.Program ?? "an earlier version"}"
            : "one that cannot be read");

    private static string Listed(IEnumerable<string> items) => items.ToList() is { Count: > 0 } all ? string.Join("; ", all) : "none";

    // Absolute paths of Unix and Windows.
    [GeneratedRegex(@"(?<![\w~>.:/\\])(/[^\s'"":;,/]+)+/?|[A-Za-z]:\\[^\s'"";,]+")]
    private static partial Regex AnyFolder();

    [GeneratedRegex(@"^/(usr|bin|opt|lib|snap|nix)(/|$)")]
    private static partial Regex SystemFolder();
}
