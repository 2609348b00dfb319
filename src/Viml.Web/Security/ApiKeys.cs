using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Viml.Web.Security;

/// <summary>The key that clients must know, and the sessions of browsers that said it. Thread-safe.</summary>
internal sealed class ApiKeys(string? key)
{
    /// <summary>The cookie of a session.</summary>
    public const string Cookie = "viml-session";

    private const int MostSessions = 1000;
    private static readonly string[] NamesInAddresses = ["key", "api_key", "apikey", "api-key", "token", "access_token", "authorization"];

    private readonly ConcurrentDictionary<string, DateTime> _sessions = new();
    private readonly byte[]? _hash = key is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Whether a key is needed at all.</summary>
    public bool AreNeeded => _hash is not null;

    /// <summary>Whether the address has a key in it, where it would end in logs and histories.</summary>
    public static bool StandIn(IQueryCollection query) =>
        query.Keys.Any(name => NamesInAddresses.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a request may be answered.</summary>
    public bool Allow(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        if (!AreNeeded) return true;
        if (request.Headers.Authorization is [{ } said] && said.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return IsKey(said[Scheme.Length..].Trim());
        return request.Cookies[Cookie] is { } session && _sessions.ContainsKey(session);
    }

    /// <summary>Whether this is the key; takes as long for any other.</summary>
    public bool IsKey(string said) =>
        _hash is null || CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(said)), _hash);

    /// <summary>Begins a session.</summary>
    public string Begin()
    {
        if (_sessions.Count >= MostSessions)
            foreach (var (old, _) in _sessions.OrderBy(session => session.Value).Take(MostSessions / 2)) _sessions.TryRemove(old, out _);
        var session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _sessions[session] = DateTime.UtcNow;
        return session;
    }

    /// <summary>Ends the session of a request.</summary>
    public void End(HttpRequest request)
    {
        if (request.Cookies[Cookie] is { } session) _sessions.TryRemove(session, out _);
    }
}
