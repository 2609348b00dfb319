using Viml.Library;
using Viml.Library.Catalog;
using Viml.Library.Details;

namespace Viml.Web.Libraries;

/// <summary>Says what the library holds.</summary>
internal static class LibraryStatus
{
    public static LibraryAnswer Of(LibraryHost host, LibraryIndexing indexing, bool isLocal, CancellationToken cancellation)
    {
        var job = indexing.Current?.Id;
        var empty = new LibraryAnswer(job is null ? LibraryState.None : LibraryState.Indexing, host.Name, 0, 0, 0, [], [], job, null);
        try
        {
            using var use = host.Use();
            if (use.Library.Meta is null) return empty;
            var contents = use.Library.Contents();
            var answer = empty with
            {
                State = job is null ? LibraryState.Ready : LibraryState.Indexing, Tracks = contents.Tracks, Segments = contents.Segments,
                Seconds = contents.Seconds, Folders = isLocal ? use.Library.Folders() : null,
            };
            try
            {
                return answer with { Tags = Tags(use.Service.Tracks(cancellation), host.Models) };
            }
            catch (LibraryBundleException fault)
            {
                return answer with { Problem = isLocal ? fault.Message : "The library was indexed with another bundle." };
            }
        }
        catch (LibraryNotFoundException)
        {
            return empty;
        }
    }

    private static IReadOnlyList<TagCount> Tags(IReadOnlyList<TrackRecord> tracks, ModelSet models)
    {
        var counts = TrackDetails.CountTags(tracks, models);
        return [.. Enumerable.Range(0, counts.Length).Where(tag => TrackDetails.IsHeard(tag, models))
            .Select(tag => new TagCount(models.Tags.Names[tag], models.Tags.Labels[tag], models.Tags.KindOf(tag), counts[tag]))];
    }
}
