using System.Globalization;
using System.Text;

namespace Viml.Training.Fitting;

/// <summary>Writes <c>card.md</c>: what a bundle was made from, what it reached, and what not to expect of it.</summary>
internal static class BundleCard
{
    public static string Write(TrainingOptions options, string data, IReadOnlyDictionary<string, double> evaluation)
    {
        var card = new StringBuilder();
        card.AppendLine(CultureInfo.InvariantCulture, $"# {options.Name} {options.Version}").AppendLine();
        card.AppendLine("Ranks music for a video and words: `scene` (what a picture looks like), `musicnn` (what music sounds like, and its tags), `words` (what a text says) and ViML over them.").AppendLine();
        card.AppendLine("## Made from").AppendLine();
        card.AppendLine(CultureInfo.InvariantCulture, $"- Data: {data}");
        if (options.Command.Length > 0) card.AppendLine(CultureInfo.InvariantCulture, $"- Command: `{options.Command}`");
        card.AppendLine(CultureInfo.InvariantCulture, $"- Seed: {options.Seed}; text dropout {options.TextDropout}, video dropout {options.VideoDropout}");
        card.AppendLine(CultureInfo.InvariantCulture, $"- Licence of the weights: {options.Licence}").AppendLine();
        if (evaluation.Count > 0)
        {
            card.AppendLine("## Reached").AppendLine();
            card.AppendLine("On the test split of the data, which nothing was fitted or chosen on.").AppendLine();
            card.AppendLine("| figure | value |").AppendLine("|---|---|");
            foreach (var (name, value) in evaluation) card.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value:0.####} |");
            card.AppendLine();
        }
        card.AppendLine("## Not to be expected").AppendLine();
        card.AppendLine("The video side sees colour, light, motion and cuts, not what things are. Figures on procedural data say little about films and recordings: try it on your own.");
        return card.ToString();
    }
}
