using System.Reflection;
using System.Xml.Linq;
using Viml.Testing;

namespace Viml.Cli.Tests.Architecture;

/// <summary>
/// Which project may use which: Cli -> Training -> Library -> {Models, Media} -> Engine, and Training -> Corpus -> Media. Nothing points the other way.
/// </summary>
public sealed class ReferenceRuleTests
{
    /// <summary>For each room, the rooms it may use.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Viml.Engine"] = [],
        ["Viml.Media"] = ["Viml.Engine"],
        ["Viml.Models"] = ["Viml.Engine"],
        ["Viml.Library"] = ["Viml.Engine", "Viml.Media", "Viml.Models"],
        ["Viml.Corpus"] = ["Viml.Media"],
        ["Viml.Training"] = ["Viml.Engine", "Viml.Media", "Viml.Models", "Viml.Library", "Viml.Corpus"],
        ["Viml.Cli"] = ["Viml.Engine", "Viml.Media", "Viml.Models", "Viml.Library", "Viml.Corpus", "Viml.Training"],
    };

    [Fact]
    public void Every_project_under_src_has_its_rule()
    {
        var projects = Directory.EnumerateDirectories(Path.Combine(TestPaths.Repository, "src")).Select(Path.GetFileName);
        Assert.Equal(Allowed.Keys.Order(), projects.Order());
    }

    [Fact]
    public void Project_references_point_inwards()
    {
        foreach (var (room, allowed) in Allowed)
        {
            var project = XDocument.Load(Path.Combine(TestPaths.Repository, "src", room, room + ".csproj"));
            var used = project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
            Assert.Empty(used.Except(allowed).Select(name => $"{room} -> {name}"));
        }
    }

    [Fact]
    public void Compiled_code_uses_no_more_than_it_may()
    {
        foreach (var (room, allowed) in Allowed)
        {
            var assembly = Assembly.Load(room == "Viml.Cli" ? "viml" : room);
            var used = assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("Viml.", StringComparison.Ordinal));
            Assert.Empty(used.Except(allowed).Select(name => $"{room} -> {name}"));
        }
    }

    [Fact]
    public void Only_the_engine_allows_unsafe_code()
    {
        var allowing = Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("AllowUnsafeBlocks", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(["Viml.Engine"], allowing);
    }
}
