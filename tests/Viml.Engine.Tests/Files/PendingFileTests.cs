using System.Diagnostics;
using Viml.Engine.Files;
using Viml.Testing;

namespace Viml.Engine.Tests.Files;

public sealed class PendingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_committed_file_appears_under_its_name()
    {
        File.WriteAllText(_folder["a"], "old");
        using (var output = new PendingFile(_folder["a"]))
        {
            File.WriteAllText(output.Path, "new");
            Assert.Equal("old", File.ReadAllText(_folder["a"]));
            output.Commit();
        }

        Assert.Equal("new", File.ReadAllText(_folder["a"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_was_not_committed_is_deleted()
    {
        using (var output = new PendingFile(_folder["a"]))
            File.WriteAllText(output.Path, "half");
        Assert.Empty(Directory.GetFiles(_folder.Path));

        Assert.Throws<InvalidOperationException>(() => PendingFile.Write(_folder["a"], stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void What_a_killed_process_left_is_deleted_by_the_next_that_writes_there()
    {
        var ended = LeftBy(EndedProcess());
        var running = LeftBy(Environment.ProcessId);
        var elsewhere = _folder[$".viml-another{Environment.MachineName}-{EndedProcess()}-0123.part"];
        File.WriteAllText(elsewhere, "half");
        var own = _folder["my.part"];
        File.WriteAllText(own, "of the user");

        PendingFile.Write(_folder["a"], stream => stream.WriteByte(1));

        Assert.False(File.Exists(ended));
        Assert.All([running, elsewhere, own, _folder["a"]], file => Assert.True(File.Exists(file), file));
    }

    private string LeftBy(int process)
    {
        using var pending = new PendingFile(_folder["b"]);
        var path = pending.Path.Replace($"-{Environment.ProcessId}-", $"-{process}-", StringComparison.Ordinal);
        File.WriteAllText(path, "half");
        if (path != pending.Path)
            return path;
        File.Copy(path, path = path.Replace(".part", "0.part", StringComparison.Ordinal)); // outlives the one that is disposed of
        return path;
    }

    private static int EndedProcess()
    {
        using var process = Process.Start("true");
        process.WaitForExit();
        return process.Id;
    }
}
