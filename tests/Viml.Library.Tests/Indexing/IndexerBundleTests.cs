using Viml.Library.Indexing;
using Viml.Library.Search;
using Viml.Library.Tests.Fakes;

namespace Viml.Library.Tests.Indexing;

public sealed class IndexerBundleTests : IDisposable
{
    private readonly TestLibrary _library = new();

    public IndexerBundleTests()
    {
        _library.Write("a.mp3", "0.25 100\n0.5 31");
        _library.Write("b.mp3", "0.75 20");
        _library.Index(models: FakeModels.Create("bundle-a"));
    }

    public void Dispose() => _library.Dispose();

    [Fact]
    public void A_new_bundle_with_the_same_encoder_embeds_again_without_decoding()
    {
        var next = FakeModels.Create("bundle-b", onEncode: () => Assert.Fail("encoded again"), jointSign: -1);
        var report = _library.Index(models: next);
        Assert.Equal((2, new IndexCounts(2, 0, 2, 0, 0)), (report.Reembedded, report.Counts));
        Assert.Equal(2, _library.Source.Described);
        var embeddedAgain = _library.Dump();

        _library.Index(new IndexRequest { Folders = [_library.Music], Again = true }, FakeModels.Create("bundle-b", jointSign: -1));
        Assert.Equal(embeddedAgain, _library.Dump());
    }

    [Fact]
    public void A_library_of_another_bundle_is_not_searched_and_the_error_says_what_to_do()
    {
        var fault = Assert.Throws<LibraryBundleException>(() => Load("bundle-b", "1"));
        Assert.Contains("bundle-a", fault.Message);
        Assert.EndsWith($"viml index --library library {_library.Music}", fault.Message);
        Assert.DoesNotContain("--again", fault.Message);
        var again = $"viml index --again --library library {_library.Music}";
        Assert.EndsWith(again, Assert.Throws<LibraryBundleException>(() => Load("bundle-b", "2")).Message);
        Assert.EndsWith(
            again, Assert.Throws<LibraryBundleException>(() => _library.Index(models: FakeModels.Create("bundle-b", "2"))).Message);
    }

    [Fact]
    public void An_interrupted_change_of_bundle_is_noticed_and_finished_by_the_next_run()
    {
        using var cancellation = new CancellationTokenSource();
        var next = FakeModels.Create("bundle-b", jointSign: -1);
        Assert.ThrowsAny<OperationCanceledException>(
            () => _library.Index(models: next, cancellation: cancellation.Token, progress: new CancelAt(cancellation)));
        var fault = Assert.Throws<LibraryBundleException>(() => Load("bundle-b", "1"));
        Assert.Contains("1 of 2 tracks", fault.Message);
        Assert.Equal(1, _library.Index(models: next).Reembedded);
        Assert.Equal(2, Load("bundle-b", "1").Tracks.Count);
    }

    [Fact]
    public void Another_music_encoder_needs_the_word_again_and_then_encodes_every_remembered_folder()
    {
        _library.Write("sub/c.mp3", "0.9 10");
        var next = FakeModels.Create("bundle-b", musicVersion: "2");
        var fault = Assert.Throws<LibraryBundleException>(() => _library.Index(models: next));
        Assert.Contains("--again", fault.Message);
        Assert.Equal(2, Load("bundle-a", "1").Tracks.Count);

        var report = _library.Index(new IndexRequest { Folders = [_library["sub"]], Again = true }, next);
        Assert.Equal(new IndexCounts(3, 3, 0, 0, 0), report.Counts);
        Assert.Equal(3, Load("bundle-b", "2").Tracks.Count);
    }

    private LibrarySnapshot Load(string bundle, string musicVersion) =>
        _library.Read(library => new LibrarySnapshots(library, FakeModels.Create(bundle, musicVersion)).WithSearch(default));

    /// <summary>Cancels when the second track is about to be embedded.</summary>
    private sealed class CancelAt(CancellationTokenSource cancellation) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value)
        {
            if (value is { Phase: IndexPhase.Reembedding, Done: 1 })
                cancellation.Cancel();
        }
    }
}
