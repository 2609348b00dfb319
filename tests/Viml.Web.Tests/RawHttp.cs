using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Viml.Web.Tests;

/// <summary>An answer to a request that was sent byte by byte, as no client library would.</summary>
internal sealed record RawHttp(int Status, string Text)
{
    /// <summary>The code of the problem; null without one.</summary>
    public string? Code
    {
        get
        {
            var (start, end) = (Text.IndexOf('{', StringComparison.Ordinal), Text.LastIndexOf('}'));
            return start >= 0 && end > start && JsonDocument.Parse(Text[start..(end + 1)]).RootElement.TryGetProperty("code", out var code)
                ? code.GetString()
                : null;
        }
    }

    public static async Task<RawHttp> SendAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n",
                StringComparison.Ordinal)));
        }
        catch (IOException)
        {
            // The server answered before it had read everything.
        }
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // It hung up after its answer.
        }
        var text = Encoding.UTF8.GetString(answer.ToArray());
        return new RawHttp(text.Length > 12 && int.TryParse(text.AsSpan(9, 3), out var status) ? status : 0, text);
    }

    /// <summary>Checks that nothing of the inside of the server is said.</summary>
    public void AssertDiscreet()
    {
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Text, StringComparison.Ordinal);
    }
}
