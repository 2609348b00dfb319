using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Encoding;

namespace Viml.Cli.Commands;

/// <summary><c>viml encoders</c>: the encoders that can be chosen by name.</summary>
internal static class EncodersCommand
{
    public static Command Create(Surroundings surroundings, BundleOption bundle)
    {
        var json = new JsonOption();
        var command = new ExampleCommand("encoders", "List the encoders, what they give and what they cost.", "viml encoders") { json };
        command.SetAction(parsed =>
        {
            var cards = surroundings.Encoders(parsed, bundle, modelFolder: null).Cards();
            if (parsed.GetValue(json)) JsonText.Write(surroundings.Out, new EncodersAnswer([.. cards]), AnswerJson.Default.EncodersAnswer);
            else Print(surroundings, cards);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(Surroundings surroundings, IReadOnlyList<EncoderCard> cards)
    {
        var table = TextTable.Create(
            ("Encoder", false), ("Reads", false), ("Version", false), ("Width", true), ("Rate", true), ("Param.", true), ("GFLOP", true), ("Licence", false));
        foreach (var card in cards)
        {
            table.AddRow(
                new Text(card.Name + (card.IsReady ? "" : " *")),
                new Text(card.Modality.ToString().ToLowerInvariant()),
                new Text(card.Version),
                new Text(card.Width.ToString(CultureInfo.InvariantCulture)),
                new Text(FeatureText.Rate(card.Rate)),
                new Text(card.Cost is { } sized ? string.Create(CultureInfo.InvariantCulture, $"{sized.Parameters / 1e6:0.0} M") : "-"),
                new Text(card.Cost is { } cost ? cost.Gflop.ToString(cost.Gflop < 0.1 ? "0.0000" : "0.00", CultureInfo.InvariantCulture) : "-"),
                new Text(card.Licence));
        }
        surroundings.Print(table);
        surroundings.Note("GFLOP are for one feature vector.");
        if (cards.Any(card => !card.IsReady)) surroundings.Note("* Its weights are not here: viml models pull NAME, or name their folder with --model FOLDER.");
    }
}
