using Viml.Library.Answers;
using Viml.Library.Indexing;
using Viml.Library.Recommendation;
using Viml.Library.Sqlite;
using Viml.Library.Tagging;
using Viml.Library.Tests.Fakes;
using Viml.Media.Audio;
using Viml.Media.Video;
using Viml.Models.Bundles;
using Viml.Testing;

namespace Viml.Library.Tests;

/// <summary>
/// The whole way with a small random bundle and real files: the ranking means nothing, everything else is as with a trained one.
/// </summary>
public sealed class ModelSetTests : IDisposable
{
    private readonly TestLibrary _files = new();
    private readonly TemporaryFolder _bundles = new();

    public void Dispose()
    {
        _files.Dispose();
        _bundles.Dispose();
    }

    [Fact]
    public void A_bundle_indexes_recommends_and_tags_real_files()
    {
        for (var i = 0; i < 3; i++)
            AudioWriter.Write(_files[$"{i}.wav"], Tone(110 * (i + 1), seconds: 8), 1, 16000);
        VideoWriter.Write(_files["v.mp4"], Enumerable.Repeat<ReadOnlyMemory<byte>>(new byte[64 * 64 * 3], 20), 64, 64, 4);
        var models = Load("a", seed: 1);
        using var library = SqliteLibrary.Open(_files.LibraryPath);
        Assert.Equal(
            new IndexCounts(3, 3, 0, 0, 0), new Indexer(library, models).Run(new IndexRequest { Folders = [_files.Music] }).Counts);

        var service = new RecommendationService(library, models);
        foreach (var request in new RecommendationRequest[]
                 { new() { Video = _files["v.mp4"] }, new() { Text = "fast drums" },
                     new() { Video = _files["v.mp4"], Text = "fast drums", TextWeight = 0.5 } })
        {
            var result = service.Recommend(request);
            Assert.Equal(3, result.Tracks.Count);
            Assert.Equal(Json(result), Json(service.Recommend(request)));
            Assert.All(result.Tracks, track =>
                Assert.InRange(track.Length, request.Video is null ? 7.9 : 4.9, request.Video is null ? 8.1 : 5.1));
        }
        Assert.Equal(89, new TrackTagger(models).Tag(_files["0.wav"]).Tags.Count);

        var other = Load("b", seed: 2);
        Assert.Throws<LibraryBundleException>(
            () => new RecommendationService(library, other).Recommend(new RecommendationRequest { Text = "fast drums" }));
    }

    private static string Json(RecommendationAnswer answer) => AnswerJson.Write(answer, AnswerJson.Default.RecommendationAnswer);

    private ModelSet Load(string name, int seed)
    {
        RandomBundle.Write(_bundles[name], seed);
        return ModelSet.From(Bundle.Load(_bundles[name]));
    }

    private static float[] Tone(double pitch, int seconds) =>
        [.. Enumerable.Range(0, 16000 * seconds).Select(i => 0.5f * MathF.Sin((float)(2 * Math.PI * pitch * i / 16000)))];
}
