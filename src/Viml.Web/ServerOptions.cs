using System.Net;
using Viml.Library;
using Viml.Library.Catalog;

namespace Viml.Web;

/// <summary>What the server serves, where, and to whom.</summary>
public sealed record ServerOptions
{
    /// <summary>The port where none is chosen.</summary>
    public const int DefaultPort = 8465;

    /// <summary>The address to listen on: an IP address or "localhost".</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port to listen on; 0 takes one that is free.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>What clients must know; null lets every program of this machine in, and is refused on other addresses.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Names under which clients may address the server, beside its addresses and "localhost".</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The user's libraries.</summary>
    public required ILibraries Libraries { get; init; }

    /// <summary>The library that is served.</summary>
    public string Library { get; init; } = LibraryName.Default;

    /// <summary>Loads the models, once.</summary>
    public required Func<ModelSet> Models { get; init; }

    /// <summary>The folder of the page.</summary>
    public required string Page { get; init; }

    /// <summary>The folder of sample videos; null without samples.</summary>
    public string? Samples { get; init; }

    /// <summary>The folder for what is kept: annotations and waveforms.</summary>
    public required string Data { get; init; }

    /// <summary>The folder in which the server makes a folder for uploads, which is deleted at the end.</summary>
    public string Temporary { get; init; } = Path.GetTempPath();

    /// <summary>What the server takes.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>Told of faults of the server, with their stack traces.</summary>
    public Action<string> Log { get; init; } = _ => { };

    /// <summary>Whether only programs of this machine can reach the server.</summary>
    public bool IsLocal => IPAddress.IsLoopback(Address);

    /// <summary>The address to listen on.</summary>
    /// <exception cref="ArgumentException"><see cref="Host"/> is no address.</exception>
    internal IPAddress Address => Host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(Host, out var address) ? address
        : throw new ArgumentException($"'{Host}' is not an IP address, such as 127.0.0.1, or 0.0.0.0 for all addresses of this machine.");

    /// <exception cref="ArgumentException">The address is no address, is open to others without a key, or the key is too short.</exception>
    internal void Check()
    {
        const int ShortestKey = 16;
        if (ApiKey is null && !IsLocal)
            throw new ArgumentException(
                $"'{Host}' can be reached from other machines, so a key is needed: set VIML_API_KEY, or --api-key-file.");
        if (ApiKey is { } key && (key.Length < ShortestKey || key.Any(letter => letter is <= ' ' or > '~')))
            throw new ArgumentException(
                $"The API key must have at least {ShortestKey} letters, digits or signs of ASCII without spaces, such as the output of: " +
                "openssl rand -hex 24");
        Limits.Check();
    }
}
