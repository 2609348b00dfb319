using System.Diagnostics;
using Viml.Library.Catalog;
using Viml.Library.Encoding;
using Viml.Library.Files;
using Viml.Library.Indexing;
using Viml.Library.Tests.Fakes;
using Viml.Media;

namespace Viml.Library.Tests.Indexing;

public sealed class ReadAheadTests : IDisposable
{
    private readonly TestLibrary _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Files_come_in_order_whatever_their_length()
    {
        for (var i = 0; i < 12; i++)
            _files.Write($"{i:00}.mp3", $"0.{i + 10} {(i % 3 == 0 ? 300 : 3)}");
        var seconds = Read(item => Seconds(item));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i % 3 == 0 ? 300.0 : 3), seconds);
    }

    [Fact]
    public void Content_is_decoded_once()
    {
        _files.Write("a.mp3", "0.5 30");
        _files.Write("b.mp3", "0.5 30");
        _files.Write("c.mp3", "0.6 30");
        var known = ContentHash.Of(FileStamps.Read(_files["c.mp3"])!, default);
        var items = Read(item => (IsDecoded: Seconds(item) > 0, item.ContentHash), known);
        Assert.Equal([true, false, false], items.Select(item => item.IsDecoded));
        Assert.Equal(items[0].ContentHash, items[1].ContentHash);
        Assert.Equal(known, items[2].ContentHash);
        Assert.Equal(1, _files.Source.Described);
    }

    [Fact]
    public void A_broken_file_and_one_that_cannot_be_opened_do_not_stop_the_others()
    {
        _files.Write("a.mp3", "broken");
        _files.Write("b.mp3", "broken");
        _files.Write("d.mp3", "0.5 30");
        var faults = Read(item => item.Fault ?? Record.Exception(() => Seconds(item)), extra: _files["c.mp3"]);
        Assert.IsType<MediaFormatException>(faults[0]);
        Assert.Null(faults[1]); // the same content as the first: it has no stream, and the caller knows why
        Assert.IsType<FileNotFoundException>(faults[2]);
        Assert.Null(faults[3]);
    }

    [Fact]
    public void Decoders_are_few_and_wait_for_the_caller()
    {
        for (var i = 0; i < 20; i++)
            _files.Write($"{i:00}.mp3", $"0.{i + 10} 3000");
        using var reading = Start(_files.Source, default);
        using var items = reading.Items(default).GetEnumerator();
        Assert.True(items.MoveNext());
        Thread.Sleep(200);
        Assert.InRange(_files.Source.Described, 1, 4);
        Seconds(items.Current);
    }

    [Fact]
    public void A_fault_that_is_not_of_one_file_ends_the_reading()
    {
        for (var i = 0; i < 20; i++)
            _files.Write($"{i:00}.mp3", $"0.{i + 10} 30");
        var source = new FakeMusic { OnDescribe = _ => throw new FfmpegMissingException("ffmpeg") };
        using (var reading = Start(source, default))
            Assert.Throws<FfmpegMissingException>(() => reading.Items(default).Select(Seconds).ToList());
        Assert.InRange(source.Described, 1, 19);
    }

    [Fact]
    public void Disposing_and_cancelling_stop_the_decoders()
    {
        for (var i = 0; i < 8; i++)
            _files.Write($"{i}.mp3", $"0.{i + 1} 3000");
        var left = Start(_files.Source, default);
        left.Items(default).First();
        left.Dispose(); // returns although nobody has read the streams
        using var cancellation = new CancellationTokenSource();
        using var reading = Start(_files.Source, cancellation.Token);
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => reading.Items(cancellation.Token).Select(Seconds).ToList());
    }

    [Fact]
    public void A_file_that_grows_is_not_read_beyond_its_stamp()
    {
        var stamp = FileStamps.Read(_files.Write("a.mp3", "0.5 30"))!;
        File.AppendAllText(stamp.Path, "\n0.5 30");
        Assert.Throws<FileChangedException>(() => ContentHash.Of(stamp, default));
        Assert.Equal(0, _files.Source.Described);
    }

    [Fact]
    public void Nobody_waits_without_limit_for_a_decoder_that_does_not_answer()
    {
        _files.Write("a.mp3", "0.5 30");
        using var release = new ManualResetEventSlim();
        var source = new FakeMusic { OnDescribe = _ => release.Wait(TimeSpan.FromMinutes(1)) };
        var reading = Start(source, default);
        Assert.NotNull(reading.Items(default).First());
        var start = Stopwatch.GetTimestamp();
        reading.Dispose();
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 30);
        release.Set();
    }

    private List<T> Read<T>(Func<ReadAhead.Item, T> read, string? known = null, string? extra = null)
    {
        using var reading = Start(_files.Source, default, known, extra);
        return [.. reading.Items(default).Select(read)];
    }

    private ReadAhead Start(FakeMusic source, CancellationToken cancellation, string? known = null, string? extra = null)
    {
        var stamps = Directory.GetFiles(_files.Music).Select(path => new FileInfo(path))
            .Select(file => new FileStamp(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks))
            .Concat(extra is null ? [] : [new FileStamp(extra, 1, 1)])
            .OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        return new ReadAhead(stamps, new MusicFileEncoder(FakeModels.Create(), source), known is null ? [] : [known], cancellation);
    }

    /// <summary>Reads a stream to its end and gives the seconds of sound in it; 0 without a stream.</summary>
    private static double Seconds(ReadAhead.Item item)
    {
        var seconds = 0.0;
        foreach (var batch in item.Stream?.Batches(default) ?? [])
        {
            seconds += batch.Seconds;
            item.Stream!.GiveBack(batch);
        }
        return Math.Round(seconds, 6);
    }
}
