using Viml.Corpus.Descriptions;
using Viml.Corpus.Latents;
using Viml.Models.Tagging;

namespace Viml.Corpus.Tests.Descriptions;

public sealed class DescriberTests
{
    [Fact]
    public void The_lexicon_has_words_for_every_tag_of_the_vocabulary()
    {
        var vocabulary = TagVocabulary.Default;
        var known = Lexicon.Default.Instruments.Keys.Concat(Lexicon.Default.Genres.Keys).Concat(Lexicon.Default.Moods.Keys);
        Assert.Equal(vocabulary.Names, known);
        Assert.All(Lexicon.Default.Instruments.Values, words => Assert.InRange(words.Names.Length, 4, 99));
        Assert.All(Lexicon.Default.Genres.Values, words => Assert.InRange(words.Names.Length, 4, 99));
        Assert.All(Lexicon.Default.Moods.Values, words => Assert.InRange(words.Adjectives.Length, 4, 99));
        Assert.All(Lexicon.Default.Uses,
            use => Assert.All(use.Genres, genre => Assert.Equal(TagKind.Genre, vocabulary.KindOf(vocabulary.IndexOf(genre)))));
    }

    [Fact]
    public void Descriptions_speak_only_of_tags_the_piece_has()
    {
        for (var i = 0; i < 600; i++)
        {
            var piece = Piece(i);
            var (text, mentions) = Describer.Compose(piece, (ulong)i);
            Assert.Subset(piece.Tags().ToHashSet(), mentions.ToHashSet());
            Assert.False(string.IsNullOrWhiteSpace(text));
        }
    }

    [Fact]
    public void No_adjective_is_noticed_twice()
    {
        // The word for the energy may be one of the mood's own: a pattern that wants a second adjective would find none.
        for (var i = 0; i < 4000; i++)
        {
            var adjectives = new Facts(Piece(i), new RandomStream((ulong)i)).Adjectives;
            Assert.Equal(adjectives.Distinct(), adjectives);
        }
    }

    [Fact]
    public void Words_that_belong_to_one_instrument_only_are_written_only_where_it_plays()
    {
        // Checked on the text itself, so that a wrong entry in a template shows too.
        string[] own = ["accordion", "ukulele", "harmonica", "saxophone", "oboe", "bongos", "flute", "trombone", "clarinet"];
        for (var i = 0; i < 3000; i++)
        {
            var piece = Piece(i % 500);
            var text = Describer.Compose(piece, (ulong)i, withTypos: false).Text.ToLowerInvariant();
            foreach (var word in own)
                if (text.Contains(word, StringComparison.Ordinal))
                    Assert.Contains(word == "bongos" ? "bongo" : word, piece.Instruments);
        }
    }

    [Fact]
    public void Nothing_visual_is_described()
    {
        string[] visual = ["colour", "color", "camera", "screen", "picture", "we see", "visual"];
        for (var i = 0; i < 500; i++)
            Assert.DoesNotContain(visual, word => Describer.Describe(Piece(i), (ulong)i)
                .Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_seed_decides_the_text_and_seeds_rarely_agree()
    {
        var piece = Piece(1);
        Assert.Equal(Describer.Describe(piece, 5), Describer.Describe(piece, 5));
        var texts = Enumerable.Range(0, 10_000).Select(i => Describer.Describe(Piece(i % 400), (ulong)i)).ToHashSet();
        Assert.InRange(texts.Count, 9_900, 10_000);
    }

    [Fact]
    public void Fast_and_slow_pieces_are_called_so()
    {
        Assert.InRange(Share("fast", 170), 0.05, 1);
        Assert.Equal(0, Share("fast", 60));
        Assert.InRange(Share("slow", 60), 0.05, 1);

        static double Share(string word, double tempo) => Enumerable.Range(0, 400).Count(i => Describer.Compose(
            Piece(i) with { TempoBpm = tempo, Moods = ["warm"] }, (ulong)i, withTypos: false)
            .Text.Split(' ', ',', '.').Contains(word, StringComparer.OrdinalIgnoreCase)) / 400.0;
    }

    private static PieceLatents Piece(int index) => LatentSampler.Sample(17, index, 20);
}
