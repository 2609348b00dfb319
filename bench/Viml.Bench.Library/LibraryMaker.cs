using System.Security.Cryptography;
using System.Text;
using Viml.Library;
using Viml.Library.Catalog;
using Viml.Library.Files;
using Viml.Library.Sqlite;
using Viml.Models;
using Viml.Models.Bundles;

namespace Viml.Bench.Library;

/// <summary>
/// Fills a library with invented tracks of 4 minutes through the same code that indexing uses, so that a large library can be measured
/// without decoding for hours. Its files hold their number: they must exist, and be known by their content.
/// </summary>
internal static class LibraryMaker
{
    private const int Steps = 80; // of 3 s
    private const int Segments = 15;

    public static void Run(string file, int tracks, string bundleFolder)
    {
        var models = ModelSet.From(Bundle.Load(bundleFolder));
        var music = Path.ChangeExtension(Path.GetFullPath(file), null) + "-music";
        Directory.CreateDirectory(music);
        using var library = SqliteLibrary.Open(file);
        library.SetMeta(LibraryMeta.Of(models));
        library.RememberFolder(music);
        var random = new Random(1);
        for (var i = 0; i < tracks; i++)
        {
            var path = Path.Combine(music, $"track-{i:00000}.mp3");
            File.WriteAllText(path, $"{i}");
            var written = new FileInfo(path);
            library.SaveTrack(new FileStamp(path, written.Length, written.LastWriteTimeUtc.Ticks), Invent(i, models, random));
        }
    }

    private static TrackContent Invent(int number, ModelSet models, Random random)
    {
        var width = models.Music.Width;
        var segments = Enumerable.Range(0, Segments).Select(i => new SegmentEmbedding(i * 15, 30, Unit(models.Joint.Width, random)))
            .ToList();
        return new TrackContent(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{number}"))),
            new TrackLabels($"Track {number}", $"Artist {number % 400}", $"Album {number % 900}", null), Steps * 3,
            LibraryMeta.Of(models).EncoderKey, new FeatureSequence(Numbers(Steps * width, random), Steps, width, models.Music.Rate),
            [.. Enumerable.Range(0, models.Tags.Count).Select(_ => random.NextSingle())],
            new TrackEmbeddings(models.BundleHash, Unit(models.Joint.Width, random), segments));
    }

    private static float[] Numbers(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    private static float[] Unit(int width, Random random)
    {
        var numbers = Numbers(width, random);
        var norm = MathF.Sqrt(numbers.Sum(x => x * x));
        return [.. numbers.Select(x => x / norm)];
    }
}
