using System.Net.Sockets;
using Viml.Engine.Files;
using Viml.Testing;

namespace Viml.Engine.Tests.Files;

public class RegularFileTests
{
    [Fact]
    public void Files_empty_ones_folders_and_nothing_are_no_other_kind()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.mp3"], "x");
        File.WriteAllText(folder["empty.mp3"], "");

        Assert.All(["a.mp3", "empty.mp3", "missing.mp3", "."], name => Assert.Null(RegularFile.OtherKind(folder[name])));
        Assert.Null(RegularFile.OtherKind(""));
        Assert.Equal(folder["a.mp3"], RegularFile.Require(folder["a.mp3"]));
    }

    [Fact]
    public void Sockets_and_devices_are_told_by_their_kind_also_behind_links()
    {
        if (OperatingSystem.IsWindows()) return; // has neither in its file system
        using var folder = new TemporaryFolder();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["s.mp3"]));
        File.CreateSymbolicLink(folder["z.mp3"], "/dev/zero");
        File.CreateSymbolicLink(folder["zz.mp3"], folder["z.mp3"]);

        Assert.Equal("a socket", RegularFile.OtherKind(folder["s.mp3"]));
        Assert.Equal("a device", RegularFile.OtherKind("/dev/zero"));
        Assert.Equal("a device", RegularFile.OtherKind(folder["zz.mp3"]));
        var refusal = Assert.Throws<IOException>(() => RegularFile.Require(folder["z.mp3"]));
        Assert.Contains("is a device", refusal.Message, StringComparison.Ordinal);
    }
}
