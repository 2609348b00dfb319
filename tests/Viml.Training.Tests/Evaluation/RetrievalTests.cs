using Viml.Models;
using Viml.Training.Evaluation;

namespace Viml.Training.Tests.Evaluation;

public sealed class RetrievalTests
{
    private static readonly FeatureSequence[] Music = [.. Enumerable.Range(0, 4).Select(i => OneHot(i))];

    [Fact]
    public void Query_i_looks_for_music_i_and_music_is_embedded_once()
    {
        var model = new Identity();
        var retrieval = new Retrieval(model, Music, pool: 4);
        Assert.Equal(1, retrieval.Measure(Music.Select(music => new RetrievalQuery(music, null))).RecallAt1);
        Assert.Equal(0, retrieval.Measure(Music.Reverse().Select(music => new RetrievalQuery(null, music.Values))).RecallAt1);
        Assert.Equal(1, model.TimesMusicWasEmbedded);
    }

    private static FeatureSequence OneHot(int at)
    {
        var values = new float[4];
        values[at] = 1;
        return new FeatureSequence(values, 1, 4, 1);
    }

    /// <summary>Embeds everything as its own feature.</summary>
    private sealed class Identity : IRetrievalModel
    {
        public int TimesMusicWasEmbedded { get; private set; }

        public int Width => 4;

        public float[] EmbedQueries(IReadOnlyList<RetrievalQuery> queries) =>
        [
            .. queries.SelectMany(query => query.Text ?? query.Video!.Values),
        ];

        public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music)
        {
            TimesMusicWasEmbedded++;
            return [.. music.SelectMany(sequence => sequence.Values)];
        }
    }
}
