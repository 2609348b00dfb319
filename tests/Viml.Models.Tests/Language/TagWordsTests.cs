using System.Text;
using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Models.Tests.Language;

public sealed class TagWordsTests
{
    [Fact]
    public void Default_has_words_for_every_tag_and_its_label_is_one_of_them()
    {
        var tags = TagVocabulary.Default;

        Assert.Equal(tags.Count, TagWords.Default.Count);
        foreach (var words in TagWords.Default)
            Assert.Contains(QueryWord.Key(tags.Labels[words.Tag]), words.Words.Concat(words.Ambiguous).Select(QueryWord.Key));
    }

    [Fact]
    public void Read_without_one_of_the_tags_names_it() =>
        Assert.Contains("'tags.accordion'", Assert.Throws<InvalidDataException>(() => Read("{}")).Message);

    [Fact]
    public void Read_of_a_word_for_two_tags_names_both()
    {
        var tags = TagVocabulary.Default.Names.Select(name => $$""" "{{name}}": { "words": ["same"], "ambiguous": [] }""");

        var error = Assert.Throws<InvalidDataException>(() => Read($"{{{string.Join(',', tags)}}}"));

        Assert.Contains("'same' for 'accordion' and 'acousticbassguitar'", error.Message);
    }

    private static IReadOnlyList<TagWords> Read(string tags) =>
        TagWords.Read(Encoding.UTF8.GetBytes($$"""{ "note": "", "tags": {{tags}} }"""), TagVocabulary.Default);
}
