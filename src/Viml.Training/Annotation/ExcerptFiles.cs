using Viml.Media;
using Viml.Media.Audio;

namespace Viml.Training.Annotation;

/// <summary>Writes excerpts as sound files, for listening to them without this program.</summary>
public static class ExcerptFiles
{
    private const int SampleRate = 44_100;

    /// <summary>Writes <c>ID.wav</c> for each excerpt that is not there yet.</summary>
    /// <returns>Those that could not be read, with the reason.</returns>
    public static IReadOnlyList<string> Write(
        IReadOnlyList<Excerpt> excerpts, string folder, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(excerpts);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        var failed = new List<string>();
        foreach (var (at, excerpt) in excerpts.Index())
        {
            progress?.Invoke(at, excerpts.Count);
            var path = Path.Combine(folder, NameOf(excerpt.Id));
            if (File.Exists(path)) continue;
            try
            {
                var part = new AudioReadOptions { StartSeconds = excerpt.Start, LengthSeconds = excerpt.End - excerpt.Start };
                AudioWriter.Write(path, AudioReader.ReadAll(excerpt.Music, SampleRate, part, cancellation), 1, SampleRate);
            }
            catch (MediaFormatException error)
            {
                failed.Add($"{excerpt.Id}: {error.Message}");
            }
        }
        progress?.Invoke(excerpts.Count, excerpts.Count);
        return failed;
    }

    /// <summary>The name of the file of a clip, whose id may have signs that a name cannot.</summary>
    internal static string NameOf(string id) =>
        string.Concat(id.Select(sign => Path.GetInvalidFileNameChars().Contains(sign) || sign is '\\' or ':' ? '_' : sign)) + ".wav";
}
