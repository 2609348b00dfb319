using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Descriptions.Prompts;

namespace Viml.Descriptions.Tests.Prompts;

public sealed class AnswerCheckTests
{
    private static readonly string[] Tags = ["jazz", "piano", "doublebass", "warm", "romantic"];
    private static readonly Prompt Asked = PromptToText.PromptOf(new PromptLayout(), new TaggedPiece(TagSets.Of(string.Join(' ', Tags))),
        false, 3)!.Value.Prompt;

    [Theory]
    [InlineData("Warm jazz with piano, good for a rainy day.", null)]
    [InlineData("  \"Warm jazz with piano.\"  ", null)]
    [InlineData("Description: Warm jazz with piano.", null)]
    [InlineData("Warm jazz with piano.\n\nGenre: techno\nDescription: hard techno", null)] // goes on with the list; the rest is cut
    [InlineData("<think>They want jazz.</think>Warm jazz with piano.", null)]
    [InlineData("", "empty")]
    [InlineData("Jazz.", "too short")]
    [InlineData("Warm jazz with piano and a full orchestra.", "invents a full orchestra")]
    [InlineData("A very nice piece that everybody will surely like.", "leaves out too much")]
    [InlineData("Genre: jazz Mood: warm Instruments: piano", "repeats the prompt")]
    [InlineData("Sure! Here is a description of warm jazz with piano.", "repeats the prompt")]
    [InlineData("As an AI language model I hear warm jazz with piano.", "repeats the prompt")]
    [InlineData("Une belle chanson de jazz avec du piano, très douce et romantique pour le soir.", "not English")]
    [InlineData("温かいジャズピアノの曲です。夜に合います。", "not English")]
    [InlineData("warm jazz piano xkqj zzvw plorf gnarb wuxt brakk", "makes no sense")]
    [InlineData("{\"text\": \"warm jazz with piano\"}", "not prose")]
    [InlineData("<p>Warm jazz with piano</p>", "not prose")]
    [InlineData("warm jazz with piano and warm jazz with piano and warm jazz with piano and warm jazz with piano", "repeats itself")]
    public void An_answer_is_kept_or_refused_with_a_reason(string answer, string? reason) =>
        Assert.Equal(reason, new AnswerCheck(FactCheck.ByWords, new AnswerRules()).Fault(new Reply(answer), Asked, Tags, out _));

    [Fact]
    public void An_example_that_comes_back_is_a_copy()
    {
        var example = Asked.Text.Split("Description:")[1].Split('\n')[0];
        Assert.Equal("repeats the prompt", new AnswerCheck(FactCheck.ByWords, new AnswerRules(LeastRecall: 0))
            .Fault(new Reply(example), Asked, Tags, out _));
    }

    [Fact]
    public void A_cut_answer_ends_with_its_last_whole_sentence()
    {
        var check = new AnswerCheck(FactCheck.ByWords, new AnswerRules());
        Assert.Null(check.Fault(new Reply("Warm jazz with piano. Something you would pl", IsCut: true), Asked, Tags, out var text));
        Assert.Equal("Warm jazz with piano.", text);
        Assert.Equal("empty", check.Fault(new Reply("Warm jazz with pia", IsCut: true), Asked, Tags, out _));
    }

    [Fact]
    public void A_very_long_answer_is_refused() => Assert.Equal("too long", new AnswerCheck(FactCheck.ByWords, new AnswerRules())
        .Fault(new Reply(string.Join(' ', Enumerable.Range(0, 200).Select(number => $"warm jazz {number}"))), Asked, Tags, out _));
}
