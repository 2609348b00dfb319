namespace Viml.Cli.Tests.Architecture;

/// <summary>Within a project, folders use each other in one direction only.</summary>
public sealed class FolderRuleTests
{
    /// <summary>Folders that only sort the files of the namespace above them.</summary>
    private static readonly string[] Sorting = ["Viml.Engine/Autograd/Operations", "Viml.Engine/Autograd/Losses"];

    [Fact]
    public void No_folders_of_a_project_use_each_other()
    {
        var found = Rooms.All.SelectMany(room =>
        {
            var uses = FolderGraph.Read(Rooms.Assembly(room).Location);
            return FolderGraph.Cycles(uses).Select(group => Describe(group, uses));
        }).ToArray();
        Assert.True(found.Length == 0, $"{found.Length} groups of folders use each other:\n\n{string.Join("\n\n", found)}");
    }

    [Fact]
    public void A_namespace_is_a_folder() =>
        Assert.Empty(SourceFile.All.Where(file => !Sorting.Contains(Path.GetDirectoryName(file.RelativePath)))
            .Select(file => (file.RelativePath,
                Declared: file.Lines.FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))))
            .Where(file => file.Declared is not null && file.Declared.TrimEnd() != $"namespace {FolderOf(file.RelativePath)};")
            .Select(file => $"{file.RelativePath}: {file.Declared}"));

    [Fact]
    public void Cycles_are_found_by_way_of_others_too()
    {
        FolderUse[] uses =
        [
            Use("p.a", "p.b"), Use("p.b", "p.c.deep"), Use("p.c.other", "p.a.deep"), Use("p.c", "p.d"), Use("p.e", "p.a"),
            Use("p.d.f", "p.d.g"), Use("p.d.g", "p.d.f"),
        ];
        Assert.Equal(["p.a p.b p.c", "p.d.f p.d.g"], FolderGraph.Cycles(uses).Select(group => string.Join(' ', group)));
        Assert.Empty(FolderGraph.Cycles([Use("p.a", "p.b"), Use("p.a", "p.c"), Use("p.b", "p.c"), Use("p", "p.a"), Use("p.a", "p")]));
    }

    [Theory]
    [InlineData("Base")]
    [InlineData("Interface")]
    [InlineData("Attribute")]
    [InlineData("Argument")]
    [InlineData("Local")]
    [InlineData("Call")]
    [InlineData("Catch")]
    [InlineData("Closure")]
    public void Every_way_of_using_a_type_is_seen(string way) =>
        Assert.Contains(FolderGraph.Read(typeof(FolderRuleTests).Assembly.Location),
            use => use.From == "Specimens." + way && use.To == "Specimens.Used");

    private static FolderUse Use(string from, string to) => new(from, to, "");

    private static string FolderOf(string path) => Path.GetDirectoryName(path)!.Replace(Path.DirectorySeparatorChar, '.');

    private static string Describe(IReadOnlyList<string> group, IReadOnlyList<FolderUse> uses) =>
        string.Join('\n', uses.Where(use => FolderGraph.Beside(use) is var (from, to) && group.Contains(from) && group.Contains(to))
            .Select(use => $"  {use.From} -> {use.To}: {use.Example}").Prepend(string.Join(" <-> ", group)));
}
