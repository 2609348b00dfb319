using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Viml.Descriptions.Runs;
using Viml.Web.Hosting;
using Viml.Web.Libraries;

namespace Viml.Web.Annotations;

/// <summary><c>/annotations</c>: people listen to a stretch of a track and describe it.</summary>
internal static class AnnotationEndpoints
{
    private const int LongestName = 60;
    private const int LongestText = 1000;

    public static void MapAnnotations(this RouteGroupBuilder api, LibraryHost host, AnnotationStore store)
    {
        var group = api.MapGroup("/annotations").WithTags("Annotations");
        group.MapGet("/next", Results<Ok<NextStretch>, NoContent> (string annotator, string[]? skip, CancellationToken cancellation) =>
            {
                using var use = host.Use();
                return AnnotationWork.Next(use.Service.Tracks(cancellation), store.All(), NameOf(annotator), skip ?? []) is { } next
                    ? TypedResults.Ok(next)
                    : TypedResults.NoContent();
            })
            .WithName("GetNextStretch")
            .WithSummary("What somebody should describe next, but for the tracks to skip; nothing where all is described")
            .Refuses(409, 422);
        group.MapPost("", Created<Annotation> (Annotation given, CancellationToken cancellation) =>
            {
                using var use = host.Use();
                var track = use.Service.Track(given.TrackId, cancellation);
                var text = given.Text.ReplaceLineEndings(" ").Trim();
                if (text.Length is 0 or > LongestText) throw new ArgumentException($"A description has 1 to {LongestText} letters.");
                if (!(given.Start >= 0 && given.End > given.Start && given.End <= track.Duration + 1))
                    throw new ArgumentException("The stretch does not lie in the track.");
                var annotation = given with { Annotator = NameOf(given.Annotator), Text = text };
                store.Add(annotation);
                return TypedResults.Created((string?)null, annotation);
            })
            .WithName("AddAnnotation").WithSummary("Keeps a description; a later one of the same person and track replaces it")
            .Refuses(400, 404, 409, 422);
        group.MapGet("", Results<ContentHttpResult, Ok<IReadOnlyList<Annotation>>> (string? format) => format switch
            {
                null or "json" => TypedResults.Ok(store.All()),
                "csv" => TypedResults.Content(Csv(store.All()), "text/csv", Encoding.UTF8),
                _ => throw new ArgumentException($"The format '{format}' is not known; known are json, csv."),
            })
            .WithName("GetAnnotations").WithSummary("All descriptions; as CSV in the columns of YouTube8M-MusicTextClips, and who wrote it")
            .Refuses(422);
        group.MapGet("/progress", Ok<AnnotationProgress> (CancellationToken cancellation) =>
            {
                using var use = host.Use();
                return TypedResults.Ok(AnnotationWork.Progress(use.Service.Tracks(cancellation), store.All(), host.Models.Text));
            })
            .WithName("GetAnnotationProgress").WithSummary("How far the annotators are, and how much they agree").Refuses(409);
    }

    private static string NameOf(string annotator)
    {
        var name = annotator.Trim();
        return name.Length is > 0 and <= LongestName && !name.Any(char.IsControl)
            ? name
            : throw new ArgumentException($"The name of an annotator has 1 to {LongestName} letters.");
    }

    private static string Csv(IReadOnlyList<Annotation> all)
    {
        var text = new StringBuilder("video_id,start,end,text,annotator\n");
        foreach (var one in all)
            text.Append(CultureInfo.InvariantCulture, $"{one.TrackId},{one.Start:0.###},{one.End:0.###},")
                .Append(CsvText.Quote(CsvText.Harmless(one.Text))).Append(',').Append(CsvText.Quote(CsvText.Harmless(one.Annotator)))
                .Append('\n');
        return text.ToString();
    }
}
