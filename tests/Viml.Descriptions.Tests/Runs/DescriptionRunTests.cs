using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Descriptions.Runs;
using Viml.Testing;

namespace Viml.Descriptions.Tests.Runs;

public sealed class DescriptionRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_texts_do_not_depend_on_the_number_of_jobs()
    {
        await Write("one.jsonl", Tasks(40), new RunOptions(Count: 2, Seed: 5, Jobs: 1));
        await Write("many.jsonl", Tasks(40), new RunOptions(Count: 2, Seed: 5, Jobs: 8));
        Assert.Equal(File.ReadAllText(_folder["one.jsonl"]), File.ReadAllText(_folder["many.jsonl"]));
        var records = RecordFile.Read(_folder["one.jsonl"]);
        Assert.Equal(80, records.Count);
        Assert.All(records, record => Assert.Equal(
            record.Text, BuiltInMethod.ByName("data2text").Write(Tags(int.Parse(record.Id[1..])),
                record.Seed).Text)); // the provenance suffices
    }

    [Fact]
    public async Task An_interrupted_run_goes_on()
    {
        await Write("whole.jsonl", Tasks(30), new RunOptions());
        var whole = File.ReadAllText(_folder["whole.jsonl"]);
        File.WriteAllText(_folder["cut.jsonl"], whole[..(whole.Length / 2)]); // in the middle of a line
        var report = await Write("cut.jsonl", Tasks(30), new RunOptions());
        Assert.Equal(whole, File.ReadAllText(_folder["cut.jsonl"]));
        Assert.Equal(30, report.Present + report.Kept);
        Assert.InRange(report.Present, 10, 20);
        report = await Write("cut.jsonl", Tasks(30), new RunOptions());
        Assert.Equal((30, 0), (report.Present, report.Kept));
    }

    [Fact]
    public async Task Texts_of_another_seed_or_method_are_not_mixed_in()
    {
        await Write("texts.jsonl", Tasks(3), new RunOptions(Seed: 1));
        var seed = await Assert.ThrowsAsync<TextFileException>(() => Write("texts.jsonl", Tasks(3), new RunOptions(Seed: 2)));
        Assert.Contains("another seed", seed.Message, StringComparison.Ordinal);
        var method = await Assert.ThrowsAsync<TextFileException>(() => Write("texts.jsonl", Tasks(3), new RunOptions(Seed: 1), "tags"));
        Assert.Contains("data2text", method.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_do_not_write_one_file()
    {
        using var file = new RecordFile(_folder["texts.jsonl"]);
        var fault = await Assert.ThrowsAsync<TextFileException>(() => Write("texts.jsonl", Tasks(1), new RunOptions()));
        Assert.Contains("in use", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_piece_is_counted_and_the_others_go_on()
    {
        DescriptionTask[] tasks = [.. Tasks(5), new DescriptionTask("broken", _ => throw new InvalidDataException("no music")),
            new DescriptionTask("silent", _ => new TaggedPiece([]))];
        var report = await Write("texts.jsonl", tasks, new RunOptions(Jobs: 3));
        Assert.Equal([new RunFailure("broken", "no music")], report.Failures);
        Assert.Equal((7, 5, 1), (report.Pieces, report.Kept, report.Silent));
    }

    [Fact]
    public async Task A_cancelled_run_keeps_what_it_has()
    {
        using var cancellation = new CancellationTokenSource();
        var tasks = Tasks(20).Select((task, number) => new DescriptionTask(task.Id, stop =>
        {
            if (number == 10) cancellation.Cancel();
            stop.ThrowIfCancellationRequested();
            return task.Read(stop);
        })).ToList();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Write("texts.jsonl", tasks, new RunOptions(Jobs: 1), cancellation: cancellation.Token));
        Assert.InRange(RecordFile.Read(_folder["texts.jsonl"]).Count, 1, 10);
    }

    [Theory]
    [InlineData("{\"id\": \"a\"}\n")]
    [InlineData("not json\n")]
    [InlineData("null\n")]
    public void A_broken_line_is_named(string line)
    {
        File.WriteAllText(_folder["texts.jsonl"], line);
        Assert.Contains("line 1", Assert.Throws<TextFileException>(() => RecordFile.Read(_folder["texts.jsonl"])).Message,
            StringComparison.Ordinal);
        Assert.Throws<TextFileException>(() => new RecordFile(_folder["texts.jsonl"]));
    }

    [Fact]
    public void A_table_quotes_what_needs_it()
    {
        var writer = new StringWriter();
        CsvText.Write(writer, [new DescriptionRecord("=cmd.mp3", 0, "A \"fine\" piece, really", ["piano", "sad"], "tags", "1", null, null,
            7, DraftOutcome.Kept, 1, null)]);
        Assert.Equal("id,number,text,tags,method,version,model,seed,outcome,attempts\r\n"
            + "'=cmd.mp3,0,\"A \"\"fine\"\" piece, really\",\"piano, sad\",tags,1,,7,Kept,1\r\n", writer.ToString());
    }

    private async Task<RunReport> Write(
        string name, IReadOnlyList<DescriptionTask> tasks, RunOptions options, string method = "data2text",
            CancellationToken cancellation = default)
    {
        using var file = new RecordFile(_folder[name]);
        return await new DescriptionRun(BuiltInMethod.ByName(method), options, fault => fault is InvalidDataException)
            .Write(tasks, file, null, cancellation);
    }

    private static DescriptionTask[] Tasks(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new DescriptionTask($"p{number}", _ => new TaggedPiece(Tags(number))))];

    private static ScoredTag[] Tags(int number) => TagSets.Random((ulong)number, 8);
}
