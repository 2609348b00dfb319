using System.Text.Json;
using Viml.Models.MiniLm;
using Viml.Testing;

namespace Viml.Models.Tests.MiniLm;

public sealed class WordPieceTokenizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Every_text_of_the_reference_gives_its_tokens()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "models", "minilm", "vocab.txt");
        TestPaths.Require(File.Exists(path), "the package of all-MiniLM-L6-v2 was not restored");
        var tokenizer = WordPieceTokenizer.Load(path);
        using var oracle = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Fixtures, "minilm", "tokens.json")));
        Assert.Equal(30_522, tokenizer.VocabularySize);
        Assert.InRange(oracle.RootElement.GetArrayLength(), 40, 60);
        Assert.All(oracle.RootElement.EnumerateArray(), entry => Assert.Equal(
            entry.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()),
            tokenizer.Encode(entry.GetProperty("text").GetString()!, 1000)));
    }

    [Fact]
    public void Words_are_cut_into_the_longest_pieces()
    {
        var tokenizer = Toy("calm", "ca", "##l", "##mer", "##er", "!");
        Assert.Equal([0, 3, 1], tokenizer.Encode("Calm", 10));
        Assert.Equal([0, 3, 7, 8, 1], tokenizer.Encode("calmer!", 10));
        Assert.Equal([0, 4, 5, 7, 1], tokenizer.Encode("CÁLER", 10));
        Assert.Equal([0, 2, 3, 1], tokenizer.Encode("calx calm", 10));
        Assert.Equal([0, 2, 8, 1], tokenizer.Encode("\uD800x!", 10));
        Assert.Equal([0, 1], tokenizer.Encode("\u0000\t \u200b", 10));
    }

    [Fact]
    public void What_does_not_fit_is_cut_off_and_not_looked_at()
    {
        var tokenizer = Toy("calm");
        Assert.Equal([0, 3, 3, 1], tokenizer.Encode(string.Concat(Enumerable.Repeat("calm ", 1_000_000)), 4));
        Assert.Equal([0, 1], tokenizer.Encode("calm", 2));
        Assert.Equal([0, 2, 1], tokenizer.Encode(new string('c', 10_000_000), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Encode("calm", 1));
    }

    [Fact]
    public void A_vocabulary_that_is_missing_or_of_another_form_is_a_fault()
    {
        Assert.Contains("[SEP]", Fault("[CLS]\n[UNK]\n"));
        Assert.Contains("'a' again in line 5", Fault("[CLS]\n[SEP]\n[UNK]\na\na\n"));
        Assert.Contains("none", Assert.Throws<ModelFileException>(() => WordPieceTokenizer.Load(_folder["none"])).Message);
        File.WriteAllBytes(_folder["bytes"], [0xff, 0xfe, 0xfd]);
        Assert.Contains("UTF-8", Assert.Throws<ModelFileException>(() => WordPieceTokenizer.Load(_folder["bytes"])).Message);
    }

    // [CLS] is 0, [SEP] 1, [UNK] 2, the others follow.
    private WordPieceTokenizer Toy(params string[] tokens)
    {
        File.WriteAllText(_folder["vocab.txt"], string.Join("\r\n", ["[CLS]", "[SEP]", "[UNK]", .. tokens]) + "\r\n");
        return WordPieceTokenizer.Load(_folder["vocab.txt"]);
    }

    private string Fault(string vocabulary)
    {
        File.WriteAllText(_folder["bad.txt"], vocabulary);
        return Assert.Throws<ModelFileException>(() => WordPieceTokenizer.Load(_folder["bad.txt"])).Message;
    }
}
