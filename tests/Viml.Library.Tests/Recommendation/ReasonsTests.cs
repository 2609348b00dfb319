using Viml.Library.Answers;
using Viml.Library.Recommendation;
using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Library.Tests.Recommendation;

public sealed class ReasonsTests
{
    private static readonly float[] Library = Tags(
        ("bass", 0.44f), ("drums", 0.41f), ("strings", 0.27f), ("guitar", 0.2f), ("piano", 0.1f), ("calm", 0.05f), ("cello", 0.15f));

    [Fact]
    public void Words_name_what_they_ask_for_most_and_the_track_has()
    {
        var reasons = new Reasons(
            TagVocabulary.Default, Library, Asking(("energetic", 0.99f), ("drums", 0.9f), ("bass", 0.75f), ("guitar", 0.95f)), null, null);
        Assert.Equal(
            "guitar, drums, bass (your words)", Text(reasons, Tags(("bass", 0.9f), ("drums", 0.8f), ("guitar", 0.7f), ("piano", 0.99f))));
        Assert.Equal("drums (your words)", Text(reasons, Tags(("drums", 0.5f), ("guitar", 0.49f))));
    }

    [Fact]
    public void What_the_words_hardly_imply_and_the_track_hardly_has_is_never_named()
    {
        var calmPiano = Asking(("calm", 0.98f), ("piano", 0.96f), ("bass", 0.27f), ("jazz", 0.12f));
        var reasons = new Reasons(TagVocabulary.Default, Library, calmPiano, null, null);
        Assert.Equal("leans towards calm, piano (your words)",
            Text(reasons, Tags(("bass", 0.36f), ("piano", 0.3f), ("calm", 0.12f), ("jazz", 0.3f))));
        Assert.Equal("overall sound: bass", Text(reasons, Tags(("bass", 0.94f), ("piano", 0.14f), ("calm", 0.09f))));
    }

    [Fact]
    public void The_picture_names_what_the_music_near_it_has_more_than_the_library_and_most_of_all_what_stands_out()
    {
        var near = Tags(("bass", 0.5f), ("strings", 0.8f), ("cello", 0.5f), ("violin", 0.4f));
        var reasons = new Reasons(TagVocabulary.Default, Library, null, null, near);
        Assert.Equal("cello, strings (suits the picture)", Text(reasons, Tags(("strings", 0.9f), ("cello", 0.7f), ("bass", 0.9f))));
        Assert.Equal("leans towards cello (suits the picture)", Text(reasons, Tags(("strings", 0.3f), ("cello", 0.25f), ("bass", 0.9f))));
    }

    [Fact]
    public void Words_and_picture_stand_side_by_side_without_saying_a_thing_twice_or_adding_a_mere_leaning()
    {
        var reasons = new Reasons(
            TagVocabulary.Default, Library, Asking(("strings", 0.9f)), null, Tags(("strings", 0.9f), ("cello", 0.8f)));
        Assert.Equal("strings (your words); cello (suits the picture)", Text(reasons, Tags(("strings", 0.9f), ("cello", 0.8f))));
        Assert.Equal("strings (your words)", Text(reasons, Tags(("strings", 0.9f), ("cello", 0.4f))));
        Assert.Equal("cello (suits the picture)", Text(reasons, Tags(("strings", 0.1f), ("cello", 0.8f))));
    }

    [Fact]
    public void A_track_that_shares_nothing_is_told_by_what_it_is()
    {
        var reasons = new Reasons(TagVocabulary.Default, Library, Asking(("drums", 0.9f)), null, Tags(("bass", 0.9f)));
        Assert.Equal("overall sound: cello, strings", Text(reasons, Tags(("strings", 0.8f), ("cello", 0.6f), ("violin", 0.2f))));
        Assert.Equal("overall sound: leans towards calm", Text(reasons, Tags(("strings", 0.3f), ("calm", 0.2f))));
        Assert.Equal("overall sound", Text(reasons, Tags(("strings", 0.3f))));
        Assert.Equal("overall sound: drums", Text(new Reasons(TagVocabulary.Default, Library, null, null, null), Tags(("drums", 0.8f))));
    }

    [Fact]
    public void The_more_exact_name_of_an_instrument_says_the_other()
    {
        var reasons = new Reasons(
            TagVocabulary.Default, Library, Asking(("guitar", 0.99f), ("electricguitar", 0.98f), ("drums", 0.9f)), null, null);
        Assert.Equal(
            "electric guitar, drums (your words)", Text(reasons, Tags(("guitar", 0.9f), ("electricguitar", 0.8f), ("drums", 0.9f))));
        Assert.Equal("guitar, drums (your words)", Text(reasons, Tags(("guitar", 0.9f), ("electricguitar", 0.4f), ("drums", 0.9f))));
    }

    [Fact]
    public void Reasons_name_their_source_their_tags_and_whether_they_are_certain()
    {
        var reasons = new Reasons(TagVocabulary.Default, Library, Asking(("strings", 0.9f)), null, Tags(("strings", 0.9f), ("cello", 0.8f)))
            .For(Tags(("strings", 0.45f), ("cello", 0.8f)));
        Assert.Equal(
            [(ReasonSource.Words, true), (ReasonSource.Picture, false)], reasons.Select(reason => (reason.Source, reason.IsLeaning)));
        Assert.Equal(
            [("strings", 0.45f), ("cello", 0.8f)], reasons.SelectMany(reason => reason.Tags).Select(tag => (tag.Name, tag.Confidence)));
    }

    [Fact]
    public void What_is_seen_is_named_with_the_tags_it_asks_for_and_the_track_has_more_than_others()
    {
        var wish = new TagWish(Tags(("calm", 0.8f), ("pad", 0.5f), ("drums", -0.3f)), []);
        var reasons = new Reasons(TagVocabulary.Default, Library, null, new PictureReading(wish, ["beach", "sea"]), null);
        var track = Tags(("calm", 0.9f), ("pad", 0.6f), ("drums", 0.9f));
        Assert.Equal("beach, sea: pad, calm (the picture)", ReasonText.Of(reasons.For(track, Tags(("calm", 0.1f), ("pad", 0.9f)))));
        Assert.StartsWith("overall sound: ", ReasonText.Of(reasons.For(track, Tags(("drums", 0.9f)))));
    }

    [Fact]
    public void Tags_that_words_imply_are_ordered_by_what_they_count_and_exclusions_are_named_where_they_are_kept()
    {
        var wish = new TagWish(
            Tags(("calm", 0.6f), ("piano", 0.6f), ("strings", 0.1f)),
            [new UnwantedTags(new ExcludedPart("drums", 1, null), Tags(("drums", 1)))]);
        var words = Asking() with { EncoderTags = null, Wish = wish };
        var reasons = new Reasons(TagVocabulary.Default, Library, words, null, null);
        var track = Tags(("calm", 0.9f), ("piano", 0.9f), ("strings", 0.9f));
        Assert.Equal(
            "piano, calm (your words); no drums",
            ReasonText.Of(reasons.For(track, Tags(("calm", 0.2f), ("piano", 0.8f), ("strings", 0.9f), ("drums", -0.8f)))));
        Assert.Equal(
            "artist: your words; piano (your words)",
            ReasonText.Of(reasons.For(
                track, Tags(("calm", -0.2f), ("piano", 0.8f), ("drums", 0.1f)), new NameMatch(0.9f, ["artist"]))));
    }

    private static string Text(Reasons reasons, float[] track) => ReasonText.Of(reasons.For(track));

    private static WordReading Asking(params (string Name, float Probability)[] named) => new(
        "words", null, Tags(named), NameMatches.None, new WordsAnswer(WordsUnderstanding.Known, null, [], [], [], [], [], null));

    private static float[] Tags(params (string Name, float Probability)[] named)
    {
        var tags = new float[TagVocabulary.Default.Count];
        foreach (var (name, probability) in named)
            tags[TagVocabulary.Default.IndexOf(name)] = probability;
        return tags;
    }
}
