using System.Text;
using Viml.Media.Tags;

namespace Viml.Media.Tests.Tags;

public class TagTextTests
{
    [Theory]
    [InlineData(932, "夜想曲")]
    [InlineData(932, "さくらさくら")]
    [InlineData(932, "アジアの純真 Live")]
    [InlineData(936, "月亮代表我的心")]
    [InlineData(949, "사랑하는 나의 어머니")]
    [InlineData(950, "夢的光")]
    [InlineData(1251, "Подмосковные вечера")]
    [InlineData(1251, "ПРИВЕТ")]
    [InlineData(20866, "Катюша")]
    [InlineData(65001, "Café olé")]
    [InlineData(65001, "夜想曲")]
    public void Bytes_of_another_encoding_that_were_marked_as_Latin_1_are_read_as_what_they_are(int codePage, string title) =>
        Assert.Equal(title, TagText.Repair(AsLatin1(codePage, title)));

    [Theory]
    [InlineData("Plain")]
    [InlineData("Café olé")]
    [InlineData("L'été à Øystese")]
    [InlineData("Noël – Ángel Ñandú")]
    [InlineData("Für Elise (Übung)")]
    [InlineData("Ágætis byrjun")]
    [InlineData("¿Dónde estás?")]
    [InlineData("夜想曲")]
    [InlineData("Ελλάδα")]
    public void Text_that_reads_well_is_left_alone(string title) => Assert.Equal(title, TagText.Repair(title));

    [Fact]
    public void The_signs_that_Windows_adds_to_Latin_1_are_read() =>
        Assert.Equal("It’s “Blue” – again…", TagText.Repair(AsLatin1(1252, "It’s “Blue” – again…")));

    [Theory]
    [InlineData(1253, "Ελλάδα Αθήνα")]
    [InlineData(1255, "שלום עולם")]
    public void Where_no_reading_is_certain_a_mark_says_so(int codePage, string title) =>
        Assert.EndsWith(TagText.Doubt, TagText.Repair(AsLatin1(codePage, title)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Alice\0Bob\0Carol", "Alice, Bob, Carol")]
    [InlineData("Alice; Bob;", "Alice, Bob")]
    [InlineData("Alice;Alice", "Alice")]
    [InlineData(" ; ", null)]
    [InlineData("Line one\n  artist : Faked", "Line one   artist : Faked")]
    public void Several_values_become_a_list_on_one_line(string value, string? expected) => Assert.Equal(expected, TagText.Several(value));

    private static string AsLatin1(int codePage, string text)
    {
        var encoding = codePage == 65001 ? new UTF8Encoding(false) : CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        return Encoding.Latin1.GetString(encoding.GetBytes(text));
    }
}
