using System.Text.Json;
using Viml.Models.Clip.Text;
using Viml.Testing;

namespace Viml.Models.Tests.Clip;

public sealed class ClipTokenizerTests : IDisposable
{
    private const int Context = 77;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Every_text_of_the_reference_gives_its_tokens()
    {
        var tokenizer = Public();
        using var oracle = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Fixtures, "clip", "tokens.json")));
        Assert.Equal(294, oracle.RootElement.GetArrayLength());
        Assert.All(oracle.RootElement.EnumerateArray(), entry =>
            Assert.Equal(
                entry.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()),
                tokenizer.Encode(entry.GetProperty("text").GetString()!)));
    }

    [SkippableTheory]
    [InlineData("🎸", new[] { 22122 })]
    [InlineData("naïve café", new[] { 1097, 35689, 563, 15304 })]
    [InlineData("a\u2028b\u001Fc", new[] { 320, 321, 322 })]
    public void Emoji_accents_and_unusual_white_space_are_read(string text, int[] expected) =>
        Assert.Equal(expected, Public().Encode(text));

    [SkippableTheory]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("&amp;amp; &#119070;", "& 𝄞")]
    public void A_text_is_cleaned_like_its_plain_form(string text, string plain) =>
        Assert.Equal(Public().Encode(plain), Public().Encode(text));

    [Fact]
    public void An_unpaired_surrogate_is_read_as_the_replacement_character()
    {
        var tokenizer = Toy();
        Assert.Equal(tokenizer.Encode("a \uFFFD b"), tokenizer.Encode("a \uDFB8 b"));
        Assert.Equal(tokenizer.Encode("\uFFFD"), tokenizer.Encode("\uD83C"));
    }

    [Fact]
    public void Words_are_merged_in_the_order_of_the_merges()
    {
        var tokenizer = Toy();
        var ids = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(_folder["vocab.json"]))!;
        Assert.Equal(
            [ids["the</w>"], ids["c"], ids["at"], ids["s</w>"], ids["bat</w>"], ids["1</w>"], ids["2</w>"]],
            tokenizer.Encode("The CATS  bat12"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(74, false)]
    [InlineData(75, false)]
    [InlineData(76, true)]
    [InlineData(5000, true)]
    public void A_prompt_ends_with_the_end_token_and_says_when_it_was_truncated(int tokens, bool isTruncated)
    {
        var prompt = Toy().Prompt(string.Join(' ', Enumerable.Repeat("the", tokens)), Context);
        Assert.Equal(isTruncated, prompt.IsTruncated);
        Assert.Equal(Math.Min(tokens + 2, Context), prompt.Tokens.Length);
        Assert.Equal(ToyVocabulary.Start, prompt.Tokens[0]);
        Assert.Equal(ToyVocabulary.End, prompt.Tokens[^1]);
    }

    [Theory]
    [InlineData(1_000_000, "a")]
    [InlineData(200_000, "عود")]
    [InlineData(200_000, "\u0301")]
    public void Very_long_texts_take_no_time(int times, string part)
    {
        var prompt = Toy().Prompt(string.Concat(Enumerable.Repeat(part, times)), Context);
        Assert.Equal(Context, prompt.Tokens.Length);
    }

    [Fact]
    public void A_text_that_spells_out_the_end_token_ends_there() =>
        Assert.Equal(4, Toy().Prompt("the cat<|endoftext|> and the rest", Context).Tokens.Length);

    [Fact]
    public void A_vocabulary_that_lacks_what_a_merge_makes_is_an_error_that_names_token_and_line()
    {
        ToyVocabulary.Write(_folder.Path, changeMerges: merges => [.. merges, "q z"]);
        var error = Assert.Throws<ModelFileException>(Load);
        Assert.Contains("no 'qz' for line 88", error.Message);
        Assert.Contains("vocab.json", error.Path);
    }

    [Fact]
    public void Other_faults_of_the_files_say_what_was_expected()
    {
        ToyVocabulary.Write(_folder.Path, ids => Rename(ids, "z</w>", "zz</w>"));
        Assert.Contains("no 'z</w>'", Assert.Throws<ModelFileException>(Load).Message);
        ToyVocabulary.Write(_folder.Path, ids => ids["z</w>"] = 3);
        Assert.Contains("ids that repeat", Assert.Throws<ModelFileException>(Load).Message);
        ToyVocabulary.Write(_folder.Path, changeMerges: merges => [.. merges, "a b c"]);
        Assert.Contains("'a b c' on line 88", Assert.Throws<ModelFileException>(Load).Message);
        ToyVocabulary.Write(_folder.Path, changeMerges: merges => [.. merges, merges[0]]);
        Assert.Contains("again on line 88", Assert.Throws<ModelFileException>(Load).Message);
        ToyVocabulary.Write(_folder.Path, changeMerges: _ => []);
        Assert.Contains("found none", Assert.Throws<ModelFileException>(Load).Message);
        File.WriteAllText(_folder["vocab.json"], "[1, 2");
        Assert.Contains("a JSON object of tokens", Assert.Throws<ModelFileException>(Load).Message);
        File.Delete(_folder["vocab.json"]);
        Assert.Contains("found none", Assert.Throws<ModelFileException>(Load).Message);
    }

    private static void Rename(Dictionary<string, int> ids, string from, string to)
    {
        ids[to] = ids[from];
        ids.Remove(from);
    }

    private ClipTokenizer Toy()
    {
        ToyVocabulary.Write(_folder.Path);
        return Load();
    }

    private ClipTokenizer Load() => ClipTokenizer.Load(_folder["vocab.json"], _folder["merges.txt"]);

    private static ClipTokenizer Public()
    {
        var folder = TestPaths.RequireShared("models/clip-tokenizer");
        return ClipTokenizer.Load(Path.Combine(folder, "vocab.json"), Path.Combine(folder, "merges.txt"));
    }
}
