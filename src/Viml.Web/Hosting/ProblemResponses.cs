using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Viml.Web.Hosting;

/// <summary>Turns faults, and statuses without a body, into problems. No stack trace leaves the server.</summary>
internal static class ProblemResponses
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    public static void UseProblems(this WebApplication app, Action<string> log) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null } response)
                await WriteAsync(context, Problem.OfStatus(response.StatusCode));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to be told.
        }
        catch (Exception error)
        {
            var problem = Problem.Of(error);
            if (problem is null or { Status: >= 500 })
                log($"{context.TraceIdentifier}: {context.Request.Method} {context.Request.Path}: {error}");
            if (context.Response.HasStarted)
                context.Abort(); // the client must not take half an answer for a whole one
            else
                await WriteAsync(context, problem ?? Problem.Internal(context.TraceIdentifier));
        }
    });

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (problem.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(AnswerOf(problem), Form, Problem.ContentType, context.RequestAborted);
    }

    public static ProblemAnswer AnswerOf(Problem problem) =>
        new($"urn:viml:problem:{problem.Code}", problem.Title, problem.Status, problem.Detail, problem.Code);
}

/// <summary>A problem as JSON (RFC 9457).</summary>
/// <param name="Type">A name for this kind of problem.</param>
/// <param name="Title">The same for all problems of this type.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What was expected and found, and what to do.</param>
/// <param name="Code">What programs tell problems apart by; never changes.</param>
public sealed record ProblemAnswer(string Type, string Title, int Status, string Detail, string Code);
