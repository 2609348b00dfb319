using Viml.Models.Music;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;

namespace Viml.Training.Tests.Evaluation;

public sealed class TripletSetTests
{
    private static readonly MusicFacets[] Pieces =
        [Facets("rock", 100, "piano"), Facets("rock", 104, "piano", "drums"), Facets("jazz", 150, "drums"), Facets("jazz", 190, "flute"),
            Facets("folk", null, "harp")];

    [Fact]
    public void Pieces_are_alike_that_share_a_tag_or_a_tempo()
    {
        Assert.Equal([true, false], new[] { MusicFacets.AreAlike(Pieces[0], Pieces[1], MusicDimension.Genre),
            MusicFacets.AreAlike(Pieces[0], Pieces[2], MusicDimension.Genre) });
        Assert.True(MusicFacets.AreAlike(Pieces[1], Pieces[2], MusicDimension.Instruments));
        Assert.True(MusicFacets.AreAlike(Pieces[0], Pieces[1], MusicDimension.Tempo));
        Assert.False(MusicFacets.AreAlike(Pieces[2], Pieces[3], MusicDimension.Tempo));
        Assert.Null(MusicFacets.AreAlike(Pieces[0], Pieces[4], MusicDimension.Tempo));
        Assert.Null(MusicFacets.AreAlike(Pieces[0], Pieces[1], MusicDimension.Mood)); // no mood is known
    }

    [Fact]
    public void Unsure_tags_do_not_count() =>
        Assert.Null(MusicFacets.AreAlike(Pieces[0], MusicFacets.Of(ClipOf(new Dictionary<string, float> { ["rock"] = 0.4f }, null)),
            MusicDimension.Genre));

    [Fact]
    public void Vectors_that_tell_the_genre_answer_its_triplets_and_no_others()
    {
        var triplets = TripletSet.Draw(Pieces, 300, seed: 1);
        Assert.Equal(0, triplets.Count(MusicDimension.Mood));
        // Column 0 is the genre, column 1 says the opposite, column 2 nothing.
        float[] vectors = [0, 0, 5, 0, 9, 5, 1, 5, 5, 1, 4, 5, 2, 2, 5];
        Assert.Equal(1, triplets.Accuracy(vectors, 3, _ => (0, 1)).Genre);
        Assert.Equal(0.5, triplets.Accuracy(vectors, 3, _ => (2, 1)).Genre);
        Assert.True(triplets.Accuracy(vectors, 3, _ => (1, 1)).Genre < 0.8);
        Assert.True(double.IsNaN(triplets.Accuracy(vectors, 3, _ => (0, 1)).Mood));
    }

    [Fact]
    public void The_seed_decides_the_triplets()
    {
        float[] vectors = [0, 3, 1, 2, 7];
        double Overall(int seed) => TripletSet.Draw(Pieces, 50, seed).Accuracy(vectors, 1, _ => (0, 1)).Instruments;
        Assert.Equal(Overall(1), Overall(1));
        Assert.Contains(Enumerable.Range(2, 20), seed => Overall(seed) != Overall(1));
    }

    [Fact]
    public void Windows_of_one_piece_are_found_among_those_of_others()
    {
        Assert.Equal(1, TripletSet.TrackAccuracy([[1, 1.1f], [2, 2.1f, 2.2f], [9]], 1, 200, seed: 1));
        Assert.Equal(0.5, TripletSet.TrackAccuracy([[1, 1], [1, 1]], 1, 200, seed: 1));
        Assert.True(double.IsNaN(TripletSet.TrackAccuracy([[1], [2]], 1, 200, seed: 1)));
    }

    [Fact]
    public void A_row_names_its_figures_and_leaves_out_what_is_not_defined()
    {
        var row = new TripletRow("sub", "deepsim", new PerDimension(0.8, double.NaN, 0.6, 0.70001), double.NaN);
        Assert.Equal(0.7, row.Overall, 1e-4);
        Assert.Equal(["deepsim.sub.genre", "deepsim.sub.instruments", "deepsim.sub.tempo", "deepsim.sub.overall"], row.Figures()
            .Select(figure => figure.Key));
        Assert.Equal(0.7, row.Figures().First(figure => figure.Key == "deepsim.sub.tempo").Value);
    }

    private static MusicFacets Facets(string genre, double? tempo, params string[] instruments) =>
        MusicFacets.Of(ClipOf(instruments.Append(genre).ToDictionary(tag => tag, _ => 1f), tempo));

    private static Clip ClipOf(Dictionary<string, float> tags, double? tempo) =>
        new("clip", null, "music.wav", 0, 3, Splits.Test, tags, new Dictionary<string, IReadOnlyList<string>>())
        {
            Measures = tempo is { } beats
                ? new Dictionary<string, float> { ["tempo"] = (float)Math.Log2(beats / 110) }
                : new Dictionary<string, float>(),
        };
}
