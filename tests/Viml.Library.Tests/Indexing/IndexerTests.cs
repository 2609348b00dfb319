using Viml.Engine.Kernels;
using Viml.Library.Catalog;
using Viml.Library.Indexing;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;
using Viml.Media;

namespace Viml.Library.Tests.Indexing;

public sealed class IndexerTests : IDisposable
{
    private readonly TestLibrary _library = new();

    private IndexRequest Everything => new() { Folders = [_library.Music] };

    public void Dispose() => _library.Dispose();

    [Fact]
    public void New_files_are_encoded_with_segments_labels_and_length()
    {
        _library.Write("a.mp3", "0.25 100");
        _library.Write("sub/b.flac", "0.75 20");
        var report = _library.Index();
        Assert.Equal(new IndexCounts(2, 2, 0, 0, 0), report.Counts);
        Assert.Equal(120, report.AudioSeconds, 1e-6);
        Assert.Equal(new LibraryContents(2, 2, 0, 0, 7, 120), _library.Contents());
        var entry = _library.Read(store => store.Tracks())[0];
        Assert.Equal("Title of a.mp3", entry.Labels.Title);
        Assert.Equal([_library["a.mp3"]], entry.Paths);
        Assert.Equal([_library.Music], _library.Read(store => store.Folders()));
    }

    [Fact]
    public void Unchanged_files_are_not_even_opened()
    {
        _library.Write("a.mp3", "0.25 100");
        _library.Index();
        var report = _library.Index(models: FakeModels.Create(onEncode: () => Assert.Fail("encoded again")));
        Assert.Equal(new IndexCounts(1, 0, 1, 0, 0), report.Counts);
        Assert.Equal(1, _library.Source.Described);
    }

    [Fact]
    public void A_file_with_a_new_time_but_the_same_content_is_unchanged()
    {
        _library.Write("a.mp3", "0.25 100");
        _library.Index();
        _library.Write("a.mp3", "0.25 100", minute: 5);
        Assert.Equal(new IndexCounts(1, 0, 1, 0, 0), _library.Index().Counts);
        Assert.Equal(1, _library.Source.Described);
    }

    [Fact]
    public void A_changed_file_replaces_what_was_known_of_it()
    {
        _library.Write("a.mp3", "0.25 100");
        _library.Index();
        var before = _library.Dump();
        _library.Write("a.mp3", "0.95 100", minute: 5);
        Assert.Equal(new IndexCounts(1, 1, 0, 0, 0), _library.Index().Counts);
        Assert.NotEqual(before, _library.Dump());
        Assert.Equal(1, _library.Contents().Tracks);
        Assert.Single(_library.Read(store => store.TrackStates()));
    }

    [Fact]
    public void A_moved_file_keeps_its_embeddings()
    {
        _library.Write("a.mp3", "0.25 100");
        _library.Index();
        Directory.CreateDirectory(_library["sub"]);
        File.Move(_library["a.mp3"], _library["sub/renamed.mp3"]);
        var report = _library.Index();
        Assert.Equal(new IndexCounts(1, 0, 1, 0, 0), report.Counts);
        Assert.Equal((1, 0), (report.Moved, report.Removed));
        Assert.Equal(1, _library.Source.Described);
        Assert.Equal(new LibraryContents(1, 1, 0, 0, 6, 100), _library.Contents());
        Assert.Equal([_library["sub/renamed.mp3"]], _library.Read(store => store.Tracks())[0].Paths);
    }

    [Fact]
    public void A_moved_file_keeps_its_embeddings_when_another_takes_its_place()
    {
        _library.Write("a.mp3", "0.25 100");
        _library.Index();
        File.Move(_library["a.mp3"], _library["z.mp3"]);
        _library.Write("a.mp3", "0.5 50", minute: 3);
        Assert.Equal(new IndexCounts(2, 1, 1, 0, 0), _library.Index().Counts);
        Assert.Equal(2, _library.Source.Described);
    }

    [Fact]
    public void A_copy_is_encoded_once_and_found_once()
    {
        _library.Write("a.mp3", "0.25 100");
        _library.Write("b.mp3", "0.25 100");
        var report = _library.Index();
        Assert.Equal(new IndexCounts(2, 1, 1, 0, 0), report.Counts);
        Assert.Equal(0, report.Moved);
        var entry = Assert.Single(_library.Read(store => store.Tracks()));
        Assert.Equal([_library["a.mp3"], _library["b.mp3"]], entry.Paths);
    }

    [Fact]
    public void A_deleted_file_leaves_search_and_comes_back_without_encoding()
    {
        _library.Write("a.mp3", "0.25 100");
        _library.Write("b.mp3", "0.5 100");
        _library.Index();
        File.Delete(_library["a.mp3"]);
        Assert.Equal(1, _library.Index().Removed);
        Assert.Equal(0, _library.Index().Removed);
        Assert.Equal(new LibraryContents(1, 1, 0, 1, 6, 100), _library.Contents());
        _library.Write("a.mp3", "0.25 100", minute: 9);
        Assert.Equal(new IndexCounts(2, 0, 2, 0, 0), _library.Index().Counts);
        Assert.Equal(2, _library.Contents().Tracks);
        Assert.Equal(2, _library.Source.Described);
    }

    [Fact]
    public void A_broken_file_is_recorded_with_its_reason_and_not_tried_again_until_it_changes()
    {
        _library.Write("a.mp3", "broken");
        _library.Write("b.mp3", "0.5 10");
        var report = _library.Index();
        Assert.Equal(new IndexCounts(2, 1, 0, 0, 1), report.Counts);
        Assert.Equal(new FileFailure(_library["a.mp3"], "expected music, found rubbish"), Assert.Single(report.Failures));
        Assert.Equal(report.Failures, _library.Read(store => store.Failures()));

        var again = _library.Index();
        Assert.Equal(new IndexCounts(2, 0, 1, 1, 0), again.Counts);
        Assert.Equal(report.Failures, again.Skipped);
        Assert.Equal(2, _library.Source.Described);

        Assert.Equal(new IndexCounts(2, 1, 0, 0, 1), _library.Index(Everything with { Again = true }).Counts);
        _library.Write("a.mp3", "0.1 10", minute: 2);
        Assert.Equal(new IndexCounts(2, 1, 1, 0, 0), _library.Index().Counts);
        Assert.Empty(_library.Read(store => store.Failures()));
    }

    [Fact]
    public void A_copy_of_a_broken_file_shares_its_fate()
    {
        _library.Write("a.mp3", "broken");
        _library.Write("b.mp3", "broken");
        _library.Write("c.mp3", "NaN 10");
        _library.Write("d.mp3", "NaN 10");
        Assert.Equal(new IndexCounts(4, 0, 0, 2, 2), _library.Index().Counts);
        Assert.Equal(new IndexCounts(4, 0, 0, 4, 0), _library.Index().Counts);
    }

    [Fact]
    public void A_fault_that_is_not_of_the_content_is_tried_again_by_every_run()
    {
        _library.Write("a.mp3", "stuck");
        Assert.Equal(new IndexCounts(1, 0, 0, 0, 1), _library.Index().Counts);
        Assert.Equal(new IndexCounts(1, 0, 0, 0, 1), _library.Index().Counts);
    }

    [Fact]
    public void A_file_that_breaks_leaves_search()
    {
        _library.Write("a.mp3", "0.5 10");
        _library.Index();
        _library.Write("a.mp3", "broken", minute: 3);
        Assert.Equal(new IndexCounts(1, 0, 0, 0, 1), _library.Index().Counts);
        Assert.Equal(0, _library.Contents().Tracks);
        Assert.Empty(_library.Read(store => store.TrackStates()));
    }

    [Fact]
    public void A_file_that_vanishes_or_changes_while_indexing_is_a_failure_and_is_settled_by_the_next_run()
    {
        using var library = new TestLibrary
        {
            Source = new FakeMusic
            {
                OnDescribe = path =>
                {
                    var folder = Path.GetDirectoryName(path)!;
                    if (Path.GetFileName(path) != "a.mp3")
                    {
                        SpinWait.SpinUntil(() => !File.Exists(path)); // two files are read at once
                        return;
                    }
                    File.AppendAllText(path, "\n0.5 10");
                    File.Delete(Path.Combine(folder, "b.mp3"));
                },
            },
        };
        library.Write("a.mp3", "0.25 100");
        library.Write("b.mp3", "0.5 100");
        var report = library.Index();
        Assert.Equal(new IndexCounts(2, 0, 0, 0, 2), report.Counts);
        Assert.Contains("changed while it was read", report.Failures[0].Reason);
        var steady = new TestLibraryView(library);
        Assert.Equal(new IndexCounts(1, 1, 0, 0, 0), steady.Index().Counts);
        Assert.Equal(new LibraryContents(1, 1, 0, 0, 7, 110), library.Contents());
    }

    [Fact]
    public void Warnings_about_damage_are_reported_and_the_rest_is_indexed()
    {
        _library.Write("a.mp3", "0.5 10\ncut off");
        var report = _library.Index();
        Assert.Equal(1, report.Counts.Indexed);
        Assert.Equal(new FileFailure(_library["a.mp3"], "the sound ends early"), Assert.Single(report.Warnings));
    }

    [Fact]
    public void A_folder_without_music_is_an_error_that_names_the_formats()
    {
        _library.Write("readme.txt", "hello");
        var fault = Assert.Throws<NoMusicException>(() => _library.Index());
        Assert.Contains(_library.Music, fault.Message);
        Assert.Contains(".mp3", fault.Message);
        Assert.Contains("one other file", fault.Message);
        Assert.False(File.Exists(_library.LibraryPath));
    }

    [Fact]
    public void A_folder_whose_music_was_all_deleted_is_brought_up_to_date()
    {
        _library.Write("a.mp3", "0.5 10");
        _library.Index();
        File.Delete(_library["a.mp3"]);
        Assert.Equal(1, _library.Index().Removed);
    }

    [Fact]
    public void Without_folders_the_remembered_ones_are_indexed()
    {
        using (var store = SqliteLibrary.Open(_library.LibraryPath))
            Assert.Throws<LibraryNotFoundException>(
                () => new Indexer(store, FakeModels.Create(), _library.Source).Run(new IndexRequest()));
        _library.Write("a.mp3", "0.5 10");
        _library.Index();
        _library.Write("b.mp3", "0.6 10");
        Assert.Equal(new IndexCounts(2, 1, 1, 0, 0), _library.Index(new IndexRequest()).Counts);
    }

    [Fact]
    public void Indexing_one_folder_leaves_the_others_alone()
    {
        _library.Write("one/a.mp3", "0.5 10");
        _library.Write("two/b.mp3", "0.6 10");
        _library.Index(new IndexRequest { Folders = [_library["one"]] });
        _library.Index(new IndexRequest { Folders = [_library["two"]] });
        Assert.Equal(2, _library.Contents().Tracks);
        Directory.Move(_library["one"], _library["elsewhere"]);
        Assert.Equal(0, _library.Index(new IndexRequest { Folders = [_library["two"]] }).Removed);
        Assert.Throws<LibraryException>(() => _library.Index(new IndexRequest()));
        Assert.Equal(2, _library.Contents().Tracks);
    }

    [Fact]
    public void A_library_that_is_being_indexed_is_busy()
    {
        _library.Write("a.mp3", "0.5 10");
        using var store = SqliteLibrary.Open(_library.LibraryPath);
        using (store.BeginWriting(TimeSpan.Zero, null, default))
            Assert.Throws<LibraryBusyException>(() => _library.Index());
        Assert.Equal(1, _library.Index().Counts.Indexed);
    }

    [Fact]
    public void Cancelling_keeps_what_is_finished_and_the_next_run_goes_on()
    {
        for (var i = 0; i < 6; i++)
            _library.Write($"{i}.mp3", $"0.{i + 1} 10");
        using var cancellation = new CancellationTokenSource();
        var encoded = 0;
        var models = FakeModels.Create(onEncode: () =>
        {
            if (++encoded == 3)
                cancellation.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => _library.Index(models: models, cancellation: cancellation.Token));
        var kept = _library.Contents().Tracks;
        Assert.InRange(kept, 2, 3);
        Assert.Equal(new IndexCounts(6, 6 - kept, kept, 0, 0), _library.Index().Counts);
    }

    [Fact]
    public void A_full_disk_stops_the_run_with_an_error_and_loses_nothing()
    {
        for (var i = 0; i < 40; i++)
            _library.Write($"{i:00}.mp3", $"0.{i + 10} 300");
        LibraryContents kept;
        using (var store = SqliteLibrary.Open(_library.LibraryPath))
        {
            var source = new FakeMusic { OnDescribe = _ => store.Session.Execute("PRAGMA max_page_count = 30") };
            var fault = Assert.Throws<LibraryWriteException>(() => new Indexer(store, FakeModels.Create(), source).Run(Everything));
            Assert.Contains("disk is full", fault.Message);
            Assert.Contains(_library.LibraryPath, fault.Message);
            kept = store.Contents();
        }
        Assert.InRange(kept.Tracks, 1, 39);
        Assert.Equal("ok", _library.Read(store => store.Session.Scalar("PRAGMA integrity_check")));
        Assert.Equal(kept, _library.Contents());
        Assert.Equal(new IndexCounts(40, 40 - kept.Tracks, kept.Tracks, 0, 0), _library.Index().Counts);
    }

    [Fact]
    public void Ffmpeg_missing_ends_the_run_instead_of_failing_every_file()
    {
        using var library = new TestLibrary { Source = new FakeMusic { OnDescribe = _ => throw new FfmpegMissingException("ffmpeg") } };
        library.Write("a.mp3", "0.5 10");
        Assert.Throws<FfmpegMissingException>(() => library.Index());
        Assert.False(File.Exists(library.LibraryPath)); // nothing is left of a new library
    }

    [Fact]
    public void One_thread_and_many_make_the_same_library()
    {
        for (var i = 0; i < 12; i++)
            _library.Write($"{i:00}.mp3", $"0.{i + 10} {i * 7 + 2}\n0.5 {i * 3}");
        var threads = Parallelism.Threads;
        try
        {
            Parallelism.Threads = 1;
            _library.Index();
            var one = _library.Dump();
            Parallelism.Threads = 4;
            _library.Index(Everything with { Again = true });
            Assert.Equal(one, _library.Dump());
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    [Fact]
    public void Progress_ends_with_every_file_done_and_never_goes_back()
    {
        for (var i = 0; i < 4; i++)
            _library.Write($"{i}.mp3", $"0.{i + 1} 100");
        var reports = new Recorder();
        _library.Index(progress: reports);
        var encoding = reports.All.Where(report => report.Phase == IndexPhase.Encoding).ToList();
        Assert.Equal(encoding.Select(report => report.Done).Order(), encoding.Select(report => report.Done));
        Assert.Equal(encoding.Select(report => report.AudioSeconds).Order(), encoding.Select(report => report.AudioSeconds));
        Assert.Contains(encoding, report => report.CurrentFile == _library["2.mp3"]);
        Assert.Contains(encoding, report => report.TimeLeft > TimeSpan.Zero);
        Assert.Equal((IndexPhase.Finished, 4, 4), (reports.All[^1].Phase, reports.All[^1].Done, reports.All[^1].Total));
        Assert.Equal(400, reports.All[^1].AudioSeconds, 1e-6);
    }

    private sealed class Recorder : IProgress<IndexProgress>
    {
        public List<IndexProgress> All { get; } = [];

        public void Report(IndexProgress value) => All.Add(value);
    }

    /// <summary>Indexes the library of another test object with a source that does nothing unusual.</summary>
    private sealed class TestLibraryView(TestLibrary library)
    {
        public IndexReport Index()
        {
            using var store = SqliteLibrary.Open(library.LibraryPath);
            return new Indexer(store, FakeModels.Create(), new FakeMusic()).Run(new IndexRequest { Folders = [library.Music] });
        }
    }
}
