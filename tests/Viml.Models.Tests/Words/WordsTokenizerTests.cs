using System.Diagnostics;
using Viml.Models.Words;

namespace Viml.Models.Tests.Words;

public sealed class WordsTokenizerTests
{
    private static readonly WordsTokenizer Tokenizer = new(16384);

    [Fact]
    public void A_word_gives_itself_and_its_ngrams_each_from_their_own_range()
    {
        var ids = Tokenizer.Tokenize("slow");

        // <slow> has 4 trigrams, 3 four-grams and 2 five-grams.
        Assert.Equal(10, ids.Length);
        Assert.Single(ids, id => id < 4096);
        Assert.Equal(9, ids.Count(id => id is >= 4096 and < 12288));
    }

    [Fact]
    public void Two_words_add_their_pair()
    {
        var ids = Tokenizer.Tokenize("slow piano");

        Assert.Single(ids, id => id >= 12288);
        Assert.DoesNotContain(Tokenizer.Tokenize("piano slow"), id => id >= 12288 && ids.Contains(id));
    }

    [Fact]
    public void The_ids_of_a_text_never_change() =>
        // Trained tables depend on them.
        Assert.Equal(
            [3670, 10063, 3973, 5783, 7141, 10463, 7728, 10695, 11188, 4614, 6762, 10661, 4471, 12165, 6922, 14450],
            Tokenizer.Tokenize("A piano"));

    [Theory]
    [InlineData("Café", "cafe")]
    [InlineData("cafe\u0301", "CAFE")]
    [InlineData("ｊａｚｚ", "jazz")]
    [InlineData("ﬂute", "flute")]
    [InlineData("don’t", "don't")]
    [InlineData("  slow,   piano!! ", "slow piano")]
    [InlineData("slow\0piano", "slow piano")]
    [InlineData("slow\r\npiano", "slow piano")]
    public void Spellings_of_one_word_have_the_same_ids(string one, string other) =>
        Assert.Equal(Tokenizer.Tokenize(other), Tokenizer.Tokenize(one));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("... !?, --")]
    [InlineData("\0\0")]
    [InlineData("\ud800")]
    [InlineData("\udc00\ud800")]
    public void A_text_without_words_has_no_ids(string text) => Assert.Empty(Tokenizer.Tokenize(text));

    [Theory]
    [InlineData("موسيقى هادئة")]
    [InlineData("静かなピアノ")]
    [InlineData("शांत संगीत")]
    [InlineData("🎹 🥁🎸")]
    [InlineData("piano \ud83c and more")]
    public void Any_script_gives_ids_inside_the_table(string text)
    {
        var ids = Tokenizer.Tokenize(text);

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.InRange(id, 0, 16383));
    }

    [Fact]
    public void Each_emoji_is_a_word_of_its_own() => Assert.Equal(["🎹", "🥁", "🎸"], WordsTokenizer.Split("🎹 🥁🎸"));

    [Theory]
    [InlineData("a ")]
    [InlineData("x")]
    [InlineData("é\u0301🎹")]
    public void A_huge_text_is_bounded_work(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        var clock = Stopwatch.StartNew();

        var ids = Tokenizer.Tokenize(text);

        Assert.InRange(ids.Length, 1, WordsTokenizer.MaximumWords * 110);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"took {clock.Elapsed}");
    }

    [Fact]
    public void A_table_too_small_is_an_error() => Assert.Throws<ArgumentOutOfRangeException>(() => new WordsTokenizer(3));
}
