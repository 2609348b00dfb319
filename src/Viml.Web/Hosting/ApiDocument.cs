using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Viml.Engine;

namespace Viml.Web.Hosting;

/// <summary>The description of the API, from which clients are generated.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0; // the newest that all generators of clients read
        options.AddSchemaTransformer((schema, _, _) =>
        {
            if (schema is { Enum.Count: > 0, Type: null }) schema.Type = JsonSchemaType.String; // else some generators take numbers
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) => Complete(document));
    }

    private static Task Complete(OpenApiDocument document)
    {
        document.Info.Title = "viml";
        document.Info.Version = ProgramVersion.Number;
        document.Info.Description = "Finds the music in a library that fits a video and words.";
        document.Servers?.Clear(); // the address of this server means nothing to whoever generates a client
        return Task.CompletedTask;
    }
}
