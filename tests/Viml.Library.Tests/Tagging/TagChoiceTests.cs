using Viml.Library.Tagging;
using Viml.Models.Bundles;
using Viml.Models.Tagging;

namespace Viml.Library.Tests.Tagging;

public sealed class TagChoiceTests
{
    [Fact]
    public void Of_calibrated_tags_every_one_that_is_present_is_given_since_a_reason_may_name_it()
    {
        var vocabulary = TagVocabulary.Default;
        var choice = new TagChoice(vocabulary, new BundleTagging(0.5f, ["organ"]));
        var probabilities = Enumerable.Range(0, vocabulary.Count).Select(tag => tag < 20 ? 0.5f + tag / 100f : 0.4f).ToArray();
        probabilities[vocabulary.IndexOf("organ")] = 1;
        var present = choice.Present(probabilities).Select(tag => tag.Name).ToList();
        var expected = Enumerable.Range(0, vocabulary.Count).Where(tag => choice.IsPresent(tag, probabilities[tag]));
        Assert.Equal(expected.Select(tag => vocabulary.Names[tag]).Order(), present.Order());
        Assert.InRange(present.Count, 13, 20);
        Assert.DoesNotContain("organ", present);
    }
}
