using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Viml.Web.Hosting;

/// <summary>A media file as an answer: parts of it where they are asked for.</summary>
internal static class MediaResult
{
    /// <exception cref="ApiException">The file is gone.</exception>
    public static IResult Of(string path, string type, string tag)
    {
        FileStream file;
        try
        {
            // Who deletes the file meanwhile does not disturb the answer.
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ApiException(
                410, "file-gone", "The file is gone", "The file was moved, deleted or may not be read. Index the library again.");
        }
        return TypedResults.File(file, type, entityTag: new EntityTagHeaderValue(tag), enableRangeProcessing: true);
    }
}
