using Viml.Corpus.Arrangement;
using Viml.Corpus.Composing;
using Viml.Corpus.Genres;
using Viml.Corpus.Latents;
using Viml.Corpus.Midi;

namespace Viml.Corpus.Tests.Composing;

public sealed class ComposerTests
{
    private static readonly Score[] Scores =
    [
        .. Enumerable.Range(0, 600).Select(index => Composer.Compose(LatentSampler.Sample(7, index, 30))),
    ];

    [Fact]
    public void The_same_seed_gives_the_same_midi_bytes()
    {
        for (var index = 0; index < 20; index++)
        {
            var again = Composer.Compose(LatentSampler.Sample(7, index, 30));
            Assert.Equal(ScoreMidi.Write(Scores[index]), ScoreMidi.Write(again));
        }
        Assert.NotEqual(ScoreMidi.Write(Scores[0]), ScoreMidi.Write(Composer.Compose(LatentSampler.Sample(8, 0, 30))));
    }

    [Fact]
    public void Every_style_of_every_genre_is_reached() =>
        Assert.Empty(Genre.All.SelectMany(genre => genre.Styles.Select(style => (genre.Name, style.Name)))
            .Except(Scores.Select(score => (score.Latents.Genre, score.Latents.Style))));

    [Fact]
    public void No_note_leaves_the_range_of_its_instrument_or_the_piece()
    {
        foreach (var score in Scores)
            foreach (var part in score.Parts)
                foreach (var note in part.Notes)
                {
                    Assert.InRange(note.Key, part.Voice.Low, part.Voice.High);
                    Assert.InRange(note.Velocity, 1, 127);
                    Assert.True(note.Start >= 0 && note.Length > 0 && note.Start + note.Length <= score.Latents.Beats + 0.1,
                        $"{score.Latents.Id}: {note}");
                }
    }

    [Fact]
    public void Every_part_plays_and_every_tag_sounds_in_some_window()
    {
        foreach (var score in Scores)
        {
            foreach (var part in score.Parts)
                Assert.True(part.Notes.Count >= 2, $"{score.Latents.Id} {score.Latents.Style}: {part.Plan} has {part.Notes.Count} notes.");
            var heard = score.Activity(3).SelectMany(window => window).ToHashSet();
            var own = score.Latents.Parts.SelectMany(part => VoiceCatalog.Of(part.Voice).Tags).ToHashSet();
            Assert.True(own.SetEquals(heard), $"{score.Latents.Id}: {string.Join(", ", own.Except(heard))} never sound.");
        }
    }

    [Fact]
    public void No_piece_falls_silent_for_long()
    {
        var silent = Scores.Where(score => score.Activity(3).Count(window => window.Count == 0) > 1
            && score.Parts.Any(part => part.Voice.Tags.Length > 0)).Select(score => $"{score.Latents.Id} {score.Latents.Style}").ToArray();
        Assert.True(silent.Length <= Scores.Length / 50, $"{silent.Length}: {string.Join(", ", silent)}");
    }

    [Fact]
    public void No_key_is_struck_again_before_it_is_released()
    {
        foreach (var part in Scores.Take(200).SelectMany(score => score.Parts))
            foreach (var key in part.Notes.GroupBy(note => note.Key))
            {
                var end = double.MinValue;
                foreach (var note in key)
                {
                    Assert.True(note.Start >= end, $"{part.Plan}: key {note.Key} at {note.Start} overlaps one that ends at {end}.");
                    end = note.Start + note.Length;
                }
            }
    }
}
