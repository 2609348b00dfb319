using Microsoft.AspNetCore.Http;
using Viml.Library;
using Viml.Media;
using Viml.Models;

namespace Viml.Web.Hosting;

/// <summary>A fault as clients see it (RFC 9457), with a code that never changes. The one place that knows every kind of fault.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">What programs tell faults apart by: lower case with hyphens.</param>
/// <param name="Title">The same for all faults with this code.</param>
/// <param name="Detail">What was expected and found, and what to do.</param>
internal sealed record Problem(int Status, string Code, string Title, string Detail)
{
    /// <summary>The media type of a problem.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>After how many seconds to try again; null where that does not help.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The problem of an exception; null where nobody expected it.</summary>
    public static Problem? Of(Exception error) => error switch
    {
        AggregateException { InnerExceptions: [var only] } => Of(only),
        ApiException known => known.Problem,
        BadHttpRequestException bad => OfRequest(bad),
        TrackNotFoundException => new(404, "unknown-track", "There is no such track", error.Message),
        NoMusicException => new(
            422, "no-music", "There is no music in these folders",
                "No file in them ends like a file of sound: mp3, flac, ogg, m4a, wav ..."),
        LibraryBusyException => new(409, "library-busy", "The library is in use", "Another program is writing it.") { RetryAfter = 10 },
        LibraryNotFoundException => new(
            409, "no-library", "There is no library yet", "Index a folder of music on the page, or with: viml index FOLDER"),
        LibraryBundleException => new(
            409, "other-bundle", "The library belongs to another bundle",
            "It was indexed with another bundle than the server has. Index it again, on the page or with: viml index"),
        LibraryException damaged and LibraryFormatException => new(
            500, "library-damaged", "The library cannot be read", WithoutPath(damaged)),
        LibraryWriteException locked => new(507, "library-not-writable", "The library cannot be written", WithoutPath(locked)),
        MediaFormatException media => new(422, "not-usable-media", "The file cannot be used", DetailOf(media)),
        FfmpegMissingException => new(503, "ffmpeg-missing", "ffmpeg is not installed", error.Message),
        ExternalProgramException => new(422, "media-not-decodable", "The file could not be decoded",
            "ffmpeg could not decode it, or took too long. Convert it to mp4 and try again."),
        ModelFileException => new(500, "bundle-damaged", "The bundle cannot be read", error.Message),
        ArgumentException argument => new(422, "invalid-request", "The request asks for something impossible", DetailOf(argument)),
        OperationCanceledException => new(409, "cancelled", "The work was cancelled", "It was cancelled before it was done."),
        IOException when IsFull(error) => new(507, "storage-full", "The disk is full", "There is no space left for temporary files."),
        _ => null,
    };

    /// <summary>The problem of a status that the framework gives by itself.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        404 => new(404, "not-found", "There is nothing here", "The address is not one of this server; /openapi.json lists all."),
        405 => new(405, "method-not-allowed", "The method is not possible here", "/openapi.json lists the methods of each address."),
        413 => TooLarge("The body is larger than this address takes."),
        415 => new(415, "wrong-content-type", "The content type is not one this address takes", "Send JSON as application/json."),
        416 => new(416, "range-not-satisfiable", "The range lies outside of the file", "Ask for bytes that the file has."),
        429 => new(429, "too-many-requests", "Too many requests", "Wait a moment and try again.") { RetryAfter = 1 },
        _ => new(status, "refused", "The request was refused", "The request cannot be answered as it is."),
    };

    /// <summary>What nobody expected: the details are in the log of the server.</summary>
    public static Problem Internal(string trace) => new(
        500, "internal", "The server has a fault", $"Something went wrong that should not. The log of the server says more under {trace}.");

    /// <summary>More bytes than a limit allows.</summary>
    public static Problem TooLarge(string detail) => new(413, "too-large", "The body is too large", detail);

    private static Problem OfRequest(BadHttpRequestException error) => error.StatusCode switch
    {
        408 => new(408, "too-slow", "The request came too slowly", "The body stopped, or came at less than the least rate. Send it again."),
        400 => new(400, "invalid-request", "The request cannot be read", Reason(error)),
        var status => OfStatus(status),
    };

    private static string Reason(Exception error) => error.InnerException is System.Text.Json.JsonException json
        ? $"The body is not the JSON that was expected{(json.Path is { Length: > 0 and < 200 } path ? $" at {path}" : "")}: "
            + "it is malformed, too deep, or has a member that is unknown or of the wrong type. /openapi.json has the members."
        : "A value is missing, or is not of the type that was expected. /openapi.json has the types.";

    // The path is that of a temporary file, and none of the client's business.
    private static string DetailOf(MediaFormatException error)
    {
        var found = error.Found.Replace(error.Path, "the file", StringComparison.Ordinal);
        return $"Expected {error.Expected}, found {found}.{(error.Advice is { } advice ? " " + advice : "")}";
    }

    private static string WithoutPath(LibraryException error) => error.Message.Replace(error.Path, "the library", StringComparison.Ordinal);

    private static string DetailOf(ArgumentException error) => error.ParamName is null
        ? error.Message
        : error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal);

    private static bool IsFull(Exception error) => (error.HResult & 0xFFFF) is 28 or 122 or 112 or 39; // ENOSPC, EDQUOT; and on Windows
}

/// <summary>A request that is refused.</summary>
internal sealed class ApiException(Problem problem) : Exception(problem.Detail)
{
    public ApiException(int status, string code, string title, string detail) : this(new Problem(status, code, title, detail))
    {
    }

    public Problem Problem { get; } = problem;
}
