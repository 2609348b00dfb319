using Viml.Models.Language;

namespace Viml.Models.Tests.Language;

public sealed class EnglishWordsTests
{
    [Theory]
    [InlineData("piano")]
    [InlineData("the")]
    [InlineData("children")]
    [InlineData("went")]
    [InlineData("running")]
    [InlineData("biggest")]
    [InlineData("cities")]
    [InlineData("unhappily")]
    [InlineData("dreamscape")]
    [InlineData("fingerpicked")]
    public void Contains_words_and_their_forms(string word) => Assert.True(EnglishWords.Default.Contains(word));

    [Theory]
    [InlineData("xyzzy")]
    [InlineData("qwrt")]
    [InlineData("zzzz")]
    [InlineData("traurige")]
    [InlineData("guitarra")]
    [InlineData("")]
    public void Contains_nothing_else(string word) => Assert.False(EnglishWords.Default.Contains(word));

    [Fact]
    public void Names_are_words_and_not_common_ones()
    {
        Assert.True(EnglishWords.Default.Contains("shostakovich"));
        Assert.False(EnglishWords.Default.IsCommon("shostakovich"));
    }

    [Fact]
    public void Few_random_strings_pass_for_words()
    {
        var random = new Random(1);
        var passed = Enumerable.Range(0, 5000).Count(_ => EnglishWords.Default.Contains(
            string.Concat(Enumerable.Range(0, random.Next(6, 11)).Select(_ => (char)('a' + random.Next(26))))));

        Assert.True(passed < 75, $"{passed} of 5,000");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(1000)]
    public void Read_of_a_cut_file_is_an_error(int length) =>
        Assert.Throws<InvalidDataException>(() => EnglishWords.Read(EmbeddedFiles.Read("english-words.bin").AsMemory(0, length)));

    [Fact]
    public void Read_of_a_file_with_more_behind_is_an_error() =>
        Assert.Throws<InvalidDataException>(() => EnglishWords.Read((byte[])[.. EmbeddedFiles.Read("english-words.bin"), 0]));

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 255)]
    [InlineData(11, 127)]
    [InlineData(11, 255)]
    public void Read_of_lying_sizes_is_an_error(int at, byte value)
    {
        var file = EmbeddedFiles.Read("english-words.bin");
        file[at] = value;

        Assert.Throws<InvalidDataException>(() => EnglishWords.Read(file));
    }
}
