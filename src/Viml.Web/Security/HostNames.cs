using System.Net;
using Microsoft.AspNetCore.Http;

namespace Viml.Web.Security;

/// <summary>
/// The names under which the server may be addressed. A page of somebody else can have a name of its own point to this machine (DNS
/// rebinding); the browser then says that name.
/// </summary>
internal sealed class HostNames(ServerOptions options)
{
    private readonly HashSet<string> _names = new(
        ["localhost", .. options.IsLocal ? Array.Empty<string>() : [Environment.MachineName], .. options.Names],
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request is meant for this server.</summary>
    public bool Has(HostString host)
    {
        if (!host.HasValue) return false;
        var name = host.Host.Trim('[', ']');
        return IPAddress.TryParse(name, out var address)
            ? !options.IsLocal || IPAddress.IsLoopback(address)
            : _names.Contains(name);
    }
}
