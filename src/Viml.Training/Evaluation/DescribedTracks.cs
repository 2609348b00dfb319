using Viml.Library.Recommendation;
using Viml.Training.Datasets;

namespace Viml.Training.Evaluation;

/// <summary>A track that somebody described.</summary>
/// <param name="Music">The file: its name, or the end of its path.</param>
/// <param name="Text">What it sounds like, or what it is wanted for.</param>
/// <param name="Picture">A picture or video that it suits; null without one.</param>
public sealed record DescribedTrack(string Music, string Text, string? Picture);

/// <summary>One kind of query, measured with one ranking.</summary>
/// <param name="Query">What was asked with: words, picture, or both.</param>
/// <param name="Ranking">What decided the order.</param>
/// <param name="Metrics">How well the described tracks were found among all tracks of the library.</param>
public sealed record DescribedResult(string Query, RankingKind Ranking, RetrievalMetrics Metrics);

/// <summary>
/// Measures how well descriptions that people wrote, and pictures that they chose, find the tracks they are about in a library: every track
/// of the library is ranked, and all but the described one count as wrong.
/// </summary>
public static class DescribedTracks
{
    /// <summary>Reads a CSV file with the columns <c>music</c>, <c>text</c> and, if there are pictures, <c>picture</c>.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="pictures">The folder of the pictures; null takes the folder of the file.</param>
    /// <exception cref="DatasetException">The file is broken, a cell is empty, or a picture is missing.</exception>
    public static IReadOnlyList<DescribedTrack> Read(string path, string? pictures = null)
    {
        var table = CsvTable.Read(path, "music", "text");
        var folder = pictures ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        var tracks = table.Rows.Select(row =>
        {
            var (music, text) = (table.Text(row, "music").Trim(), table.Text(row, "text").Trim());
            if (music.Length == 0) throw table.Error(row, "the name of a music file", "none");
            if (text.Length == 0) throw table.Error(row, "a text", "none");
            var picture = table.TextOrNull(row, "picture") is { } name ? Path.Combine(folder, name) : null;
            if (picture is not null && !File.Exists(picture)) throw table.Error(row, "a picture in " + folder, $"no file '{picture}'");
            return new DescribedTrack(music, text, picture);
        }).ToArray();
        return tracks.Length > 0 ? tracks : throw new DatasetException(path, null, "at least one described track", "none");
    }

    /// <summary>Ranks the library for every description, by words, by picture and by both, and chance beside them.</summary>
    /// <param name="service">The library.</param>
    /// <param name="described">The descriptions.</param>
    /// <param name="paths">The path of every track in the library.</param>
    /// <param name="progress">Told how many queries of how many are done.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>The results, and the descriptions whose music is not in the library.</returns>
    /// <exception cref="DatasetException">A description fits several tracks, or none of the descriptions a single one.</exception>
    public static (IReadOnlyList<DescribedResult> Results, IReadOnlyList<string> Missing) Measure(
        RecommendationService service, IReadOnlyList<DescribedTrack> described, IReadOnlyList<string> paths,
        Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(described);
        ArgumentNullException.ThrowIfNull(paths);
        var found = described.Select(track => (Track: track, Path: Find(track.Music, paths))).ToArray();
        var known = found.Where(pair => pair.Path is not null).ToArray();
        if (known.Length == 0)
            throw new DatasetException(described[0].Music, null, "music that is in the library", "none of the described files");
        var queries = new List<(string Query, Func<DescribedTrack, bool> Applies, Func<DescribedTrack, RecommendationRequest> Request)>
        {
            ("words", _ => true, track => new() { Text = track.Text }),
            ("picture", track => track.Picture is not null, track => new() { Video = track.Picture }),
            ("picture and words", track => track.Picture is not null, track => new() { Text = track.Text, Video = track.Picture }),
        };
        var total = 2 * queries.Sum(query => known.Count(pair => query.Applies(pair.Track)));
        var (results, done) = (new List<DescribedResult>(), 0);
        foreach (var ranking in Enum.GetValues<RankingKind>())
            foreach (var (query, applies, request) in queries)
            {
                var ranks = known.Where(pair => applies(pair.Track)).Select(pair =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Invoke(done++, total);
                    var asked = request(pair.Track) with { Ranking = ranking, Top = paths.Count };
                    return Rank(service, asked, pair.Path!, cancellation);
                }).ToArray();
                if (ranks.Length > 0) results.Add(new DescribedResult(query, ranking, RetrievalMetrics.FromRanks(ranks, paths.Count)));
            }
        return (results, [.. found.Where(pair => pair.Path is null).Select(pair => pair.Track.Music)]);
    }

    /// <summary>A track that was not ranked, because nothing in the query counts, is the last.</summary>
    private static int Rank(RecommendationService service, RecommendationRequest request, string path, CancellationToken cancellation) =>
        service.Recommend(request, cancellation).Tracks.FirstOrDefault(track => track.Path == path)?.Rank ?? request.Top;

    private static string? Find(string music, IReadOnlyList<string> paths)
    {
        var end = Path.DirectorySeparatorChar + music;
        var matches = paths.Where(path => path == music || path.EndsWith(end, StringComparison.Ordinal)).ToArray();
        return matches.Length <= 1
            ? matches.FirstOrDefault()
            : throw new DatasetException(music, null, "one track of that name in the library", $"{matches.Length}, such as '{matches[1]}'");
    }
}
