using Viml.Descriptions.DataToText;
using Viml.Descriptions.Facts;

namespace Viml.Descriptions.Tests.DataToText;

public sealed class TemplateTableTests
{
    [Fact]
    public void There_are_at_least_25_templates_of_each_kind()
    {
        foreach (var kind in (StatementKind[])[StatementKind.Genre, StatementKind.Mood, StatementKind.Instrument])
        {
            Assert.True(TemplateTable.Default[kind].Count >= 25, $"{kind}: {TemplateTable.Default[kind].Count}");
            Assert.Equal(TemplateTable.Default[kind].Count, TemplateTable.Default[kind].DistinctBy(template => template.Sentence).Count());
        }
    }

    [Fact]
    public void No_template_speaks_of_a_tag()
    {
        var texts = Enum.GetValues<StatementKind>().SelectMany(kind => TemplateTable.Default[kind])
            .SelectMany(template => (string[])[template.Sentence, template.Tail ?? ""]).Concat(TemplateTable.Default.Backgrounds);
        Assert.All(texts, text => Assert.DoesNotContain(MentionFinder.In(WithoutSlots(text)), mention => mention.IsPlain));
    }

    [Fact]
    public void Every_number_of_tags_has_several_templates()
    {
        foreach (var (kind, most) in ((StatementKind, int)[])[(StatementKind.Genre, 2), (StatementKind.Mood, 3),
            (StatementKind.Instrument, 3)])
            for (var count = 1; count <= most; count++)
                Assert.True(TemplateTable.Default[kind].Count(template => template.Least <= count && template.Most >= count) >= 5,
                    $"{kind} {count}");
    }

    private static string WithoutSlots(string text)
    {
        for (int start; (start = text.IndexOf('{', StringComparison.Ordinal)) >= 0;)
            text = text[..start] + "." + text[(text.IndexOf('}', StringComparison.Ordinal) + 1)..];
        return text;
    }
}
