using Spectre.Console;

namespace Viml.Cli.Output;

/// <summary>The look of every table: a heading, a rule under it, and no other lines.</summary>
internal static class TextTable
{
    public static Table Create(params ReadOnlySpan<(string Title, bool RightAligned)> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (title, rightAligned) in columns)
        {
            var column = new TableColumn(new Text(title, new Style(decoration: Decoration.Bold)));
            if (rightAligned) column.RightAligned().NoWrap();
            table.AddColumn(column);
        }
        return table;
    }
}
