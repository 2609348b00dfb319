using System.Security.Cryptography;
using System.Text;
using Viml.Library.Indexing;
using Viml.Models;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting.Teaching;

/// <summary>Decodes the sound files under folders once, as <see cref="ClipPreparation"/> does the clips of a dataset.</summary>
/// <param name="work">The work folder, in which the shards are kept.</param>
internal sealed class RecordingPreparation(string work)
{
    /// <summary>How much of a recording is used, in seconds: many recordings teach more than long ones.</summary>
    private const double Seconds = 90;

    /// <summary>Prepares recordings.</summary>
    /// <returns>Those that could be decoded, in the order of their paths, and the reason for each that could not.</returns>
    /// <exception cref="DatasetException">A folder does not exist or holds no sound files.</exception>
    public (IReadOnlyList<PreparedClip> Recordings, IReadOnlyList<string> Failures) Run(
        IReadOnlyList<string> folders, IProgress<PreparationProgress>? progress, CancellationToken cancellation)
    {
        var shards = new ClipShards("", work, [MusicWindows.SpectrogramView, MusicWindows.MeasuredView], "reading recordings");
        Clip[] files = [.. folders.SelectMany(Files).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(ClipOf)];
        var prepared = new List<PreparedClip>();
        foreach (var (clip, key, views) in shards.Run(files, Decode, progress, cancellation))
            prepared.Add(new PreparedClip(clip, key, MusicWindows.WithoutTags(views[0]!, views[1]!), null));
        return (prepared, [.. shards.Failed.Select(failed => failed.ToString())]);

        FeatureSequence?[] Decode(Clip clip)
        {
            var (mel, measured) = ClipPreparation.DecodeMusic(clip.Music!, clip, cancellation);
            return [mel, measured];
        }
    }

    private static string[] Files(string folder)
    {
        if (!Directory.Exists(folder)) throw new DatasetException(folder, null, "a folder of sound files", "no such folder");
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(MusicFormats.IsMusic)];
        return files.Length > 0 ? files : throw new DatasetException(folder, null, "sound files", "none in it or under it");
    }

    private static Clip ClipOf(string path) => new(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16], null, path, 0, Seconds, Splits.Train,
        new Dictionary<string, float>(), new Dictionary<string, IReadOnlyList<string>>());
}
