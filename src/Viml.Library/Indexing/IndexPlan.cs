using Viml.Library.Catalog;

namespace Viml.Library.Indexing;

/// <summary>Sorts the files of a scan by what must be done, from what the library remembers and without reading any.</summary>
/// <param name="Unchanged">How many are indexed and look the same.</param>
/// <param name="Skipped">Those whose content failed before and that look the same.</param>
/// <param name="ToRead">Those whose content must be looked at, in the order of their paths.</param>
internal sealed record IndexPlan(int Unchanged, IReadOnlyList<FileFailure> Skipped, IReadOnlyList<FileStamp> ToRead)
{
    /// <param name="scan">What is there.</param>
    /// <param name="known">What the library remembers, by path.</param>
    /// <param name="usable">The tracks encoded by the present encoder.</param>
    /// <param name="request">What the user asks for.</param>
    public static IndexPlan For(FolderScan scan, IReadOnlyDictionary<string, FileRecord> known, IReadOnlySet<long> usable, IndexRequest request)
    {
        var unchanged = 0;
        var skipped = new List<FileFailure>();
        var toRead = new List<FileStamp>();
        foreach (var stamp in scan.Files)
        {
            var record = known.GetValueOrDefault(stamp.Path);
            if (request.Again || record is null || record.Stamp != stamp || record.Status == FileStatus.Missing)
                toRead.Add(stamp);
            else if (record.Status == FileStatus.Failed)
            {
                if (request.RetryFailed || record.ContentHash is null) // without a hash, the content was not what failed
                    toRead.Add(stamp);
                else
                    skipped.Add(new FileFailure(stamp.Path, record.Reason!));
            }
            else if (request.CheckContent || !usable.Contains(record.TrackId!.Value))
                toRead.Add(stamp);
            else
                unchanged++;
        }
        return new IndexPlan(unchanged, skipped, toRead);
    }
}
