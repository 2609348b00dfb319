using Viml.Library.Indexing;
using Viml.Library.Answers;
using Viml.Library.Recommendation;
using Viml.Library.Tests.Fakes;
using Viml.Models.VideoMusic;

namespace Viml.Library.Tests;

/// <summary>A real model with random weights in the place of the fake joint space.</summary>
public sealed class VideoMusicSpaceTests
{
    private static readonly VideoMusicConfig Tiny = VideoMusicConfig.Default(FakeModels.Width, FakeModels.Width, FakeModels.Width) with
    {
        Width = 16, Heads = 2, FeedForward = 32, Layers = 1,
    };

    [Fact]
    public void A_library_is_indexed_and_searched_with_a_model_and_gives_the_same_answer_twice()
    {
        using var library = new TestLibrary();
        for (var i = 0; i < 5; i++)
            library.Write($"{i}.mp3", $"0.{i + 1} {i * 20 + 4}\n0.9 40");
        var models = FakeModels.Create(joint: new VideoMusicSpace(VideoMusicModel.Random(Tiny, seed: 3)));
        Assert.Equal(5, library.Index(models: models).Counts.Indexed);
        var first = Recommend();
        Assert.Equal(5, first.Tracks.Count);
        Assert.All(first.Tracks, track => Assert.InRange(track.Score, -1.001f, 1.001f));
        Assert.Equal(Json(first), Json(Recommend()));

        var dump = library.Dump();
        library.Index(new IndexRequest { Folders = [library.Music], Again = true }, models);
        Assert.Equal(dump, library.Dump());

        RecommendationAnswer Recommend() =>
            library.Read(store => new RecommendationService(store, models).Recommend(new RecommendationRequest { Text = "0.5 drums" }));
    }
    private static string Json(RecommendationAnswer answer) => AnswerJson.Write(answer, AnswerJson.Default.RecommendationAnswer);
}
