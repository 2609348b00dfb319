using Viml.Testing;
using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class CsvTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quotes_commas_newlines_a_byte_order_mark_and_either_line_end_are_read()
    {
        var table = Read("\uFEFFid, text,other\r\na,\"one, \"\"two\"\"\r\nand three\",x\r\n\r\nb,\"\",y\nc,plain \"quote\",z");

        Assert.Equal(["one, \"two\"\r\nand three", "", "plain \"quote\""], table.Rows.Select(row => table.Text(row, "text")));
        Assert.Equal([2, 5, 6], table.Rows.Select(row => row.Line));
        Assert.Null(table.TextOrNull(table.Rows[1], "text"));
        Assert.Null(table.TextOrNull(table.Rows[1], "absent"));
    }

    [Theory]
    [InlineData("", "empty file")]
    [InlineData("id,words\na,b\n", "no text")]
    [InlineData("id,text,id\na,b,c\n", "'id' again")]
    [InlineData("id,text\na\n", "line 2: expected 2 cells, found 1")]
    [InlineData("id,text\na,\"b\nc\n", "line 2: expected a closed quote")]
    public void A_broken_file_is_an_error_that_says_where(string text, string message) =>
        Assert.Contains(message, Assert.Throws<DatasetException>(() => Read(text)).Message);

    [Fact]
    public void A_number_must_be_one()
    {
        var table = Read("id,text\na,1.5\nb,NaN\nc,much");

        Assert.Equal(1.5, table.Number(table.Rows[0], "text"));
        Assert.Contains("line 3", Assert.Throws<DatasetException>(() => table.Number(table.Rows[1], "text")).Message);
        Assert.Contains("'much'", Assert.Throws<DatasetException>(() => table.Number(table.Rows[2], "text")).Message);
    }

    private CsvTable Read(string text)
    {
        File.WriteAllText(_folder["a.csv"], text);
        return CsvTable.Read(_folder["a.csv"], "id", "text");
    }
}
