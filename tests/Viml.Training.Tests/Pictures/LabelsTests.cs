using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Pictures;

namespace Viml.Training.Tests.Pictures;

public sealed class LabelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_name_of_a_photograph_says_what_it_shows()
    {
        foreach (var name in new[] { "n09428293_sea_shore.jpg", "tench.png", "tench-2.JPG", "notes.txt" })
            File.WriteAllText(_folder[name], "");

        var photographs = LabelledPhotograph.In(_folder.Path);

        Assert.Equal(
            [("sea shore", "09428293"), ("tench", null), ("tench", null)],
            photographs.Select(photograph => (photograph.Class, photograph.Offset)));
    }

    [Fact]
    public void A_folder_that_is_missing_or_has_too_few_classes_is_an_error()
    {
        Assert.Throws<DatasetException>(() => LabelledPhotograph.In(_folder["none"]));
        File.WriteAllText(_folder["tench.jpg"], "");
        Assert.Throws<DatasetException>(() => LabelledPhotograph.In(_folder.Path));
    }

    [Fact]
    public void WordNet_gives_names_definitions_and_what_a_thing_is_a_kind_of()
    {
        File.WriteAllText(_folder["data.noun"],
            "  1 licence\n"
            + "00001740 03 n 01 entity 0 000 | that which is perceived; \"an example\"  \n"
            + "00001930 03 n 02 sea_shore 0 coast 0 002 + 00692347 v 0101 @ 00001740 n 0000 | the shore of a sea  \n");

        var nouns = WordNetNouns.Read(_folder["data.noun"]);

        Assert.Equal(["sea shore", "coast"], nouns["00001930"].Words);
        Assert.Equal(("the shore of a sea", "00001740"), (nouns["00001930"].Gloss, nouns["00001930"].Above));
        Assert.Equal(("that which is perceived", null), (nouns["00001740"].Gloss, nouns["00001740"].Above));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("00001740 03 n zz entity | x")]
    [InlineData("00001740 03 n 05 entity 0 000 | x")]
    public void Another_file_is_not_taken_for_WordNet(string content)
    {
        File.WriteAllText(_folder["data.noun"], content);
        Assert.Throws<DatasetException>(() => WordNetNouns.Read(_folder["data.noun"]));
        Assert.Throws<DatasetException>(() => WordNetNouns.Read(_folder["none"]));
    }
}
