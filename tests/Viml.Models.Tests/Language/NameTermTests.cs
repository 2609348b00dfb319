using Viml.Models.Language;

namespace Viml.Models.Tests.Language;

public sealed class NameTermTests
{
    [Theory]
    [InlineData("01 - Beyoncé_Crazy.In.Love", "01 beyonce crazy in love")]
    [InlineData("東京 Straße", "東京 strasse")]
    [InlineData("\ud83d a\u0301b \u0000", "ab")]
    [InlineData("", "")]
    public void A_name_is_split_into_words_of_letters_and_digits(string name, string words) =>
        Assert.Equal(words, string.Join(' ', NameTerm.Split(name).Select(term => term.Word)));

    [Fact]
    public void Little_words_and_numbers_say_nothing_and_names_are_no_common_words()
    {
        Assert.Equal([false, true, true, false], NameTerm.Split("Dance of 01 Macleod").Select(term => term.IsLittle));
        Assert.Equal([true, false], NameTerm.Split("dance macleod").Select(term => term.IsCommon));
    }

    [Fact]
    public void Excluded_words_are_no_names_and_corrected_ones_stand_for_both()
    {
        var terms = NameTerm.Of(QueryParser.Default.Parse("acustic, no drums"));
        Assert.Equal(["acustic", "acoustic"], terms.Select(term => term.Word));
    }

    [Theory]
    [InlineData("calm piano by Jolenta Vrabec", "calm piano")]
    [InlineData("Jolenta Vrabec", "")]
    [InlineData("something by Jolenta Vrabec", "")]
    public void Without_names_the_rest_is_wanted(string text, string wanted)
    {
        var query = QueryParser.Default.Parse(text);
        Assert.Equal(["Jolenta Vrabec"], query.Names.Select(name => name.Text));
        Assert.Equal(wanted, query.Without(query.Names).Wanted);
        Assert.Empty(query.Without(query.Names).Names);
    }

    [Fact]
    public void A_mistake_that_is_a_name_is_none()
    {
        var query = QueryParser.Default.Parse("paniq");
        var correction = Assert.Single(query.Corrections);
        var typed = query.AsTyped([new NamedPart("paniq", NameKind.Mentioned, correction.Span)]);
        Assert.Equal(("paniq", 0), (typed.Wanted, typed.Corrections.Count));
        Assert.Same(query.Wanted, query.AsTyped([]).Wanted);
    }
}
