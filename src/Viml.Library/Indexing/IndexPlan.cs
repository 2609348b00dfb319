using Viml.Library.Catalog;
using Viml.Library.Files;

namespace Viml.Library.Indexing;

/// <summary>Sorts the files of a scan by what must be done, without reading any.</summary>
/// <param name="Unchanged">How many are indexed and look the same.</param>
/// <param name="Skipped">Those whose content failed before and that look the same.</param>
/// <param name="ToRead">Those whose content must be read, in the order of their paths.</param>
internal sealed record IndexPlan(int Unchanged, IReadOnlyList<FileFailure> Skipped, IReadOnlyList<FileStamp> ToRead)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="scan">The files.</param>
    /// <param name="known">What the library remembers, by path.</param>
    /// <param name="usable">The tracks encoded by the current encoder.</param>
    /// <param name="again">Whether every file is encoded again.</param>
    public static IndexPlan For(FolderScan scan, IReadOnlyDictionary<string, FileRecord> known, IReadOnlySet<long> usable, bool again)
    {
        var unchanged = 0;
        var skipped = new List<FileFailure>();
        var toRead = new List<FileStamp>();
        foreach (var stamp in scan.Files)
        {
            var record = known.GetValueOrDefault(stamp.Path);
            if (again || record is null || record.Stamp != stamp || record.Status == FileStatus.Missing)
                toRead.Add(stamp);
            else if (record.Status == FileStatus.Failed)
            {
                if (record.ContentHash is null) // without a hash, the content was not what failed
                    toRead.Add(stamp);
                else
                    skipped.Add(new FileFailure(stamp.Path, record.Reason!));
            }
            else if (!usable.Contains(record.TrackId!.Value))
                toRead.Add(stamp);
            else
                unchanged++;
        }
        return new IndexPlan(unchanged, skipped, toRead);
    }
}
