using System.Xml.Linq;

namespace Viml.Cli.Tests.Architecture;

/// <summary>References between projects point one way, as <see cref="Rooms"/> says.</summary>
public sealed class ReferenceRuleTests
{
    [Fact]
    public void Every_project_under_src_has_its_rule() => Assert.All(Rooms.All, room => Assert.True(Rooms.HasRule(room), room));

    [Fact]
    public void Project_references_point_inwards() =>
        Assert.Empty(Rooms.All.SelectMany(room => XDocument.Load(Rooms.ProjectFile(room)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .Except(Rooms.Allowed(room)).Select(name => $"{room} -> {name}")));

    [Fact]
    public void Compiled_code_uses_no_more_than_it_may() =>
        Assert.Empty(Rooms.All.SelectMany(room => Rooms.Assembly(room).GetReferencedAssemblies()
            .Select(reference => reference.Name!).Where(name => name.StartsWith("Viml.", StringComparison.Ordinal))
            .Except(Rooms.Allowed(room)).Select(name => $"{room} -> {name}")));

    [Fact]
    public void Models_and_media_do_not_know_each_other()
    {
        Assert.DoesNotContain("Viml.Media", Rooms.Allowed("Viml.Models"));
        Assert.DoesNotContain("Viml.Models", Rooms.Allowed("Viml.Media"));
        Assert.Contains("Viml.Engine", Rooms.Allowed("Viml.Cli"));
    }

    [Fact]
    public void Only_the_engine_allows_unsafe_code() =>
        Assert.Equal(["Viml.Engine"], Rooms.All.Where(AllowsUnsafeBlocks));

    private static bool AllowsUnsafeBlocks(string room) =>
        XDocument.Load(Rooms.ProjectFile(room)).Descendants("AllowUnsafeBlocks").Any();
}
