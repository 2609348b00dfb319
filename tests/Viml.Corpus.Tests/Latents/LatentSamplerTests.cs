using Viml.Corpus.Genres;
using Viml.Corpus.Latents;
using Viml.Models.Tagging;

namespace Viml.Corpus.Tests.Latents;

public sealed class LatentSamplerTests
{
    private static readonly PieceLatents[] Pieces = [.. Enumerable.Range(0, 2000).Select(index => LatentSampler.Sample(3, index, 30))];

    [Fact]
    public void Two_thousand_pieces_cover_the_vocabulary()
    {
        var genres = Pieces.GroupBy(piece => piece.Genre).ToDictionary(group => group.Key, group => group.Count());
        var instruments = Pieces.SelectMany(piece => piece.Instruments).GroupBy(tag => tag)
            .ToDictionary(group => group.Key, group => group.Count());
        var moods = Pieces.SelectMany(piece => piece.Moods).GroupBy(tag => tag).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(20, genres.Count);
        Assert.Equal(40, instruments.Count);
        Assert.Equal(28, moods.Count);
        Assert.True(genres.Values.Min() >= 40, string.Join(", ", genres));
        Assert.True(instruments.Values.Min() >= 14, string.Join(", ", instruments.OrderBy(pair => pair.Value)));
        Assert.True(moods.Values.Min() >= 25, string.Join(", ", moods.OrderBy(pair => pair.Value)));
        // General MIDI has no acoustic bass guitar; everything else is honest.
        Assert.DoesNotContain("acousticbassguitar", instruments.Keys);
    }

    [Fact]
    public void Every_tag_is_of_the_vocabulary_and_named_once()
    {
        foreach (var piece in Pieces)
        {
            Assert.All(piece.Tags(), tag => TagVocabulary.Default.IndexOf(tag));
            Assert.Equal(piece.Tags().Count, piece.Tags().Distinct().Count());
            Assert.InRange(piece.Moods.Count, 1, 3);
        }
    }

    [Fact]
    public void About_a_third_or_more_of_the_pieces_have_at_most_three_players() =>
        Assert.InRange(Pieces.Count(piece => piece.Parts.Count <= 3) / (double)Pieces.Length, 0.33, 0.7);

    [Fact]
    public void Tempo_stays_in_the_style_and_the_beats_fill_the_duration()
    {
        foreach (var piece in Pieces)
        {
            var style = Genre.All.First(genre => genre.Name == piece.Genre).Styles.First(style => style.Name == piece.Style);
            Assert.InRange(piece.TempoBpm, style.Tempo.Low - 0.1, style.Tempo.High + 0.1);
            var end = piece.BeatTimes()[^1];
            Assert.InRange(end, piece.DurationSeconds - 4, piece.DurationSeconds + 4);
            Assert.Equal(piece.Sections.Count, piece.SectionTimes().Count);
            var at = 0;
            foreach (var section in piece.Sections)
            {
                Assert.Equal(at, section.StartBeat);
                Assert.True(section.Beats > 0 && section.Energy is > 0 and <= 1);
                at += section.Beats;
            }
        }
    }

    [Fact]
    public void Pleasant_pieces_are_major_and_excited_ones_fast_more_often()
    {
        double MajorShare(Func<PieceLatents, bool> where) => Pieces.Where(where).Average(piece => piece.IsMajor ? 1.0 : 0);
        Assert.True(MajorShare(piece => piece.Valence > 0.4) > MajorShare(piece => piece.Valence < -0.4) + 0.4);
        double Tempo(Func<PieceLatents, bool> where) => Pieces.Where(where).Average(piece => piece.TempoBpm);
        Assert.True(Tempo(piece => piece.Arousal > 0.5) > Tempo(piece => piece.Arousal < -0.4) + 20);
    }
}
