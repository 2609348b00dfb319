using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Models;

namespace Viml.Cli.Commands;

/// <summary><c>viml encoders</c>: lists the encoders.</summary>
internal static class EncodersCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var wide = new WideOption();
        var json = new JsonOption();
        var command = new ExampleCommand("encoders", "List the encoders with their output and cost.", "viml encoders") { wide, json };
        command.SetAction(parsed =>
        {
            var cards = environment.Encoders(() => bundle.Load(parsed, environment), modelFolder: null).Cards();
            if (parsed.GetValue(json)) environment.Answer(new EncodersAnswer([.. cards]), ProgramJson.Default.EncodersAnswer);
            else Print(environment, cards, parsed.GetValue(wide));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(AppEnvironment environment, IReadOnlyList<EncoderCard> cards, bool isWide)
    {
        var table = new TextTable(
            ("Encoder", false), ("Reads", false), ("Version", false), ("Output", true), ("Param.", true), ("GFLOP", true),
            ("Licence", false));
        foreach (var card in cards)
            table.Add(
            [
                card.Name, card.Modality.ToString().ToLowerInvariant(), card.IsReady ? card.Version : "-", FeatureText.Amount(card),
                card.Cost is { } sized ? string.Create(CultureInfo.InvariantCulture, $"{sized.Parameters / 1e6:0.0} M") : "-",
                card.Cost is { } cost ? cost.Gflop.ToString(cost.Gflop < 0.01 ? "0.0000" : "0.00", CultureInfo.InvariantCulture) : "-",
                card.Licence,
            ]);
        table.Print(environment, isWide);
        environment.Note("Output is the numbers per second, per 3 s or per text; GFLOP is the work for these.");
        foreach (var card in cards.Where(card => !card.IsReady).DistinctBy(card => card.Name))
            environment.Note($"{card.Name} is not installed. Install it with: {card.Install}");
    }
}
