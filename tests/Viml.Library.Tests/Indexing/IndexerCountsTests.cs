using Viml.Library.Indexing;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;

namespace Viml.Library.Tests.Indexing;

/// <summary>Whatever happens to the files between runs, the counts add up and the library says what a new one would say.</summary>
public sealed class IndexerCountsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Counts_add_up_and_the_library_equals_a_fresh_one(int seed)
    {
        var random = new Random(seed);
        using var library = new TestLibrary();
        library.Write("first.mp3", "0.5 10");
        for (var run = 0; run < 8; run++)
        {
            for (var change = 0; change < 5; change++)
                Change(library, random, run);
            var request = new IndexRequest
            {
                Folders = [library.Music],
                Again = random.Next(6) == 0,
            };
            var counts = library.Index(request).Counts;
            Assert.Equal(Directory.EnumerateFiles(library.Music, "*.mp3", SearchOption.AllDirectories).Count(), counts.Found);
            Assert.Equal(counts.Found, counts.Indexed + counts.Unchanged + counts.Skipped + counts.Failed);
            var contents = library.Contents();
            Assert.Equal((counts.Indexed + counts.Unchanged, counts.Skipped + counts.Failed), (contents.Files, contents.Failed));
            Assert.Equal(Fresh(library), Present(library.Dump()));
        }
    }

    private static void Change(TestLibrary library, Random random, int run)
    {
        var files = Directory.GetFiles(library.Music, "*.mp3", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var path = files.Length > 0 ? files[random.Next(files.Length)] : library["first.mp3"];
        var name = $"{(random.Next(2) == 0 ? "sub/" : "")}{random.Next(30)}.mp3";
        Directory.CreateDirectory(library["sub"]);
        switch (random.Next(6))
        {
            case 0 when File.Exists(path) && files.Length > 1:
                File.Delete(path);
                break;
            case 1 when File.Exists(path):
                File.Move(path, library[name], overwrite: true);
                break;
            case 2 when File.Exists(path) && path != library[name]:
                File.Copy(path, library[name], overwrite: true);
                break;
            case 3:
                library.Write(name, random.Next(2) == 0 ? "broken" : "silent", minute: run + 1);
                break;
            default:
                library.Write(name, $"0.{random.Next(10, 99)} {random.Next(1, 90)}", minute: run + 1);
                break;
        }
    }

    private static string Fresh(TestLibrary library)
    {
        var path = library.LibraryPath + ".fresh";
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*"))
            File.Delete(file);
        using (var store = SqliteLibrary.Open(path))
            new Indexer(store, FakeModels.Create(), new FakeMusic()).Run(new IndexRequest { Folders = [library.Music] });
        return Present(library.Dump(path));
    }

    // The title of a copy is that of the file encoded first, and a library remembers files that are gone: neither is part of the
    // comparison.
    private static string Present(string dump) =>
        string.Join('\n', dump.Split('\n').Where(line => !line.Contains(" Missing ", StringComparison.Ordinal)));
}
