using Viml.Engine.Weights;
using Viml.Library.PublicModels;
using Viml.Testing;

namespace Viml.Library.Tests.PublicModels;

public sealed class ModelStoreTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_registry_names_every_file_with_address_size_and_hash()
    {
        Assert.Equal(
            ["clip-vit-b32-openai", "clip-vit-b32", "musicnn-jamendo", "musicnn-mtat", "fcn-msd"],
            ModelRegistry.Default.Models.Select(model => model.Name));
        Assert.All(ModelRegistry.Default.Models.SelectMany(model => model.Files), file =>
        {
            Assert.Equal(64, file.Sha256!.Length);
            Assert.True(file.Size > 0);
            Assert.Equal("https", new Uri(file.Address).Scheme);
        });
        Assert.All(
            ModelRegistry.Default.Models,
            model => Assert.Contains(model.Revision, string.Concat(model.Files.Select(file => file.Address))));
        Assert.Contains("musicnn-mtat", Assert.Throws<ModelStoreException>(() => ModelRegistry.Default.Find("musicnn")).Message);
    }

    [SkippableFact]
    public void The_hashes_of_the_registry_are_those_of_the_real_files()
    {
        foreach (var name in new[] { "musicnn-jamendo", "musicnn-mtat", "fcn-msd" })
        {
            var file = Assert.Single(ModelRegistry.Default.Find(name).Files);
            var path = TestPaths.RequireShared($"models/{name}.pth");
            Assert.Equal(file.Size, new FileInfo(path).Length);
            Assert.Equal(file.Sha256, FileHash.Sha256(path));
        }
    }

    [Fact]
    public void A_licence_that_forbids_commercial_use_says_so()
    {
        var free = ModelRegistry.Default.Models[0];
        Assert.Equal("MIT", free.LicenceText);
        Assert.Contains("FORBIDS COMMERCIAL USE", (free with { CommercialUse = false }).LicenceText);
    }

    [Fact]
    public void A_folder_is_added_verified_and_removed()
    {
        var store = new ModelStore(new VimlPaths(_home["home"]), ModelRegistry.Default);
        var folder = Directory.CreateDirectory(_home["own"]).FullName;
        File.WriteAllText(Path.Combine(folder, "a.bin"), "a");
        File.WriteAllText(Path.Combine(folder, "b.bin"), "bb");
        Assert.Empty(store.Names());

        store.Add(folder + "/");

        Assert.Equal(3, Assert.Single(store.Installed().Models).Size);
        Assert.Empty(store.Verify("own"));
        Assert.Contains("already", Assert.Throws<ModelStoreException>(() => store.Add(folder)).Message);
        Assert.Contains("a.bin, b.bin", Assert.Throws<ModelStoreException>(() => store.FileOf("own", "c.bin")).Message);

        File.WriteAllText(store.FileOf("own", "a.bin"), "x");
        File.WriteAllText(store.FileOf("own", "b.bin"), "b");
        Assert.Equal(["a.bin has changed since it was installed (SHA-256)", "b.bin has 1 bytes instead of 2"], store.Verify("own"));
        File.Delete(store.FileOf("own", "a.bin"));
        Assert.Contains("a.bin is missing", store.Verify("own"));

        store.Remove("own");
        Assert.False(store.Has("own"));
        Assert.Contains("not installed", Assert.Throws<ModelStoreException>(() => store.Remove("own")).Message);
    }

    [Fact]
    public void Other_files_do_not_pass_under_the_name_of_a_public_model()
    {
        var store = new ModelStore(new VimlPaths(_home["home"]), ModelRegistry.Default);
        var folder = Directory.CreateDirectory(_home["fcn-msd"]).FullName;
        File.WriteAllText(Path.Combine(folder, "other.pth"), "a");
        Assert.Contains("no file 'fcn-msd.pth'", Assert.Throws<ModelStoreException>(() => store.Add(folder)).Message);
        File.WriteAllText(Path.Combine(folder, "fcn-msd.pth"), "a");
        Assert.Contains("is not that of the public model", Assert.Throws<ModelStoreException>(() => store.Add(folder)).Message);
        Assert.Empty(store.Names());
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a.part")]
    [InlineData("a/b")]
    public void A_name_that_leaves_the_store_is_refused(string name) =>
        Assert.Throws<ModelStoreException>(() => new ModelStore(new VimlPaths(_home.Path), ModelRegistry.Default).FolderOf(name));

    [Fact]
    public void A_damaged_manifest_is_told_with_what_to_do()
    {
        var store = new ModelStore(new VimlPaths(_home.Path), ModelRegistry.Default);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(store.FolderOf("own")).FullName, "installed.json"), "{");

        Assert.Contains("viml models remove own", Assert.Throws<ModelStoreException>(() => store.Find("own")).Message);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{ "name": "own", "licence": "MIT", "source": "", "revision": "", "files": [null] }""")]
    [InlineData("""{ "name": "own", "licence": "MIT", "source": "", "revision": "", "files": null }""")]
    [InlineData("""{ "name": "own", "licence": null, "source": "", "revision": "", "files": [] }""")]
    [InlineData("""{ "name": "own", "licence": "", "source": "", "revision": "", "files": [{ "name": "/x", "size": 1, "sha256": "" }] }""")]
    [InlineData("""{ "name": "own", "licence": "", "source": "", "revision": "", "files": [{ "name": "x", "size": -1, "sha256": "" }] }""")]
    public void One_damaged_manifest_does_not_hide_the_other_models(string manifest)
    {
        var store = new ModelStore(new VimlPaths(_home["home"]), ModelRegistry.Default);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(_home["good"]).FullName, "a.bin"), "a");
        store.Add(_home["good"]);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(store.FolderOf("own")).FullName, "installed.json"), manifest);

        var (models, damaged) = store.Installed();
        Assert.Equal("good", Assert.Single(models).Name);
        Assert.Contains("viml models remove own", Assert.Single(damaged).Problem);
        Assert.Equal(["good", "own"], store.Names());
        store.Remove("own");
        Assert.Equal(["good"], store.Names());
    }

    [SkippableFact]
    public void Of_a_link_only_the_link_is_removed()
    {
        Skip.If(OperatingSystem.IsWindows());
        var store = new ModelStore(new VimlPaths(_home["home"]), ModelRegistry.Default);
        var outside = Directory.CreateDirectory(_home["outside"]).FullName;
        File.WriteAllText(Path.Combine(outside, "a.bin"), "a");
        File.WriteAllText(
            Path.Combine(outside, "installed.json"),
            """{ "name": "own", "licence": "", "source": "", "revision": "", "files": [{ "name": "a.bin", "size": 1, "sha256": "" }] }""");
        Directory.CreateDirectory(Path.GetDirectoryName(store.FolderOf("own"))!);
        Directory.CreateSymbolicLink(store.FolderOf("own"), outside);
        Directory.CreateSymbolicLink(store.FolderOf("own") + ".part", outside);
        Assert.Equal(["own"], store.Names());

        store.Remove("own");

        Assert.Empty(Directory.GetFileSystemEntries(_home["home/models"]));
        Assert.Equal(["a.bin", "installed.json"], Directory.GetFiles(outside).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void No_lock_file_is_left()
    {
        var store = new ModelStore(new VimlPaths(_home["home"]), ModelRegistry.Default);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(_home["good"]).FullName, "a.bin"), "a");
        store.Add(_home["good"]);
        Assert.Equal(["good"], Directory.GetFileSystemEntries(_home["home/models"]).Select(Path.GetFileName));
    }
}
