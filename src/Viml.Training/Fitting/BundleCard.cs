using System.Globalization;
using System.Text;
using Viml.Engine;
using Viml.Models.Bundles;
using Viml.Models.Scene;

namespace Viml.Training.Fitting;

/// <summary>Writes <c>card.md</c>: how a bundle was trained, its figures, and its limits.</summary>
internal static class BundleCard
{
    public static string Write(
        TrainingOptions options, string data, IReadOnlyDictionary<string, double> evaluation, BundleTagging? tagging)
    {
        var card = new StringBuilder();
        card.AppendLine(CultureInfo.InvariantCulture, $"# {options.Name} {options.Version}").AppendLine();
        var video = string.Join(", ", options.VideoEncoders.Select(name => $"`{name}`"));
        card.AppendLine(CultureInfo.InvariantCulture,
            $"Ranks music for videos and texts. Encoders: {video} (video), `{options.MusicEncoder}` (music), "
                + $"`{options.TextEncoder}` (text).");
        card.AppendLine();
        card.AppendLine("## Training").AppendLine();
        card.AppendLine(CultureInfo.InvariantCulture, $"- Data: {data}");
        card.AppendLine(CultureInfo.InvariantCulture, $"- Program: {ProgramVersion.Text}");
        if (options.Command.Length > 0) card.AppendLine(CultureInfo.InvariantCulture, $"- Command: `{options.Command}`");
        card.AppendLine(CultureInfo.InvariantCulture,
            $"- Seed: {options.Seed}; text dropout {options.TextDropout}, video dropout {options.VideoDropout}");
        if (options.Teaching.IsOn)
            card.AppendLine("- What public taggers hear in the recordings was learnt. Their weights are no part of the bundle.");
        card.AppendLine(CultureInfo.InvariantCulture, $"- Licence of the weights: {options.Licence}").AppendLine();
        if (evaluation.Count > 0)
        {
            card.AppendLine("## Evaluation").AppendLine();
            card.AppendLine("On the test split of the data, which was not used for training or for any choice.");
            if (options.Teaching.IsOn)
                card.AppendLine("`recordings`: on the held-out recordings, judged by the public taggers. "
                    + "Each half of their folders was measured with "
                    + "thresholds from the other half.");
            card.AppendLine();
            card.AppendLine("| figure | value |").AppendLine("|---|---|");
            foreach (var (name, value) in evaluation) card.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value:0.####} |");
            card.AppendLine();
        }
        card.AppendLine("## Limits").AppendLine();
        if (options.VideoEncoders is [SceneEncoder.EncoderName])
            card.AppendLine("The video encoder sees colour, light, motion and cuts, not objects.");
        if (tagging is { Unheard.Count: > 0 })
            card.AppendLine(CultureInfo.InvariantCulture,
                $"Tags that are not heard in recordings, because no teacher knows them: {string.Join(", ", tagging.Unheard)}.");
        card.AppendLine("Figures on procedural data say little about films and recordings: try it on your own.");
        return card.ToString();
    }
}
