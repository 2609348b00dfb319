using Viml.Descriptions.Analogies;
using Viml.Descriptions.DataToText;
using Viml.Descriptions.Facts;
using Viml.Descriptions.Language;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Methods;

/// <summary>
/// "prompt2text" without a model: the description of the bank whose tags are nearest is carried over by replacing what differs. As people
/// do, it says some of the tags and not all.
/// </summary>
internal static class AnalogyByRetrieval
{
    private const int Candidates = 20;       // of which one is drawn
    private const double Sharpness = 0.9;    // how much better a candidate must be to be drawn e times as often
    private const double CostOfChange = 0.6; // in tags said

    /// <summary>The text; one sentence of "data2text" where no description of the bank can be made true.</summary>
    public static Draft Write(IReadOnlyList<ScoredTag> tags, ulong seed)
    {
        var random = new RandomStream(seed).Fork("analogy");
        var chosen = TagSelection.Draw(tags, seed);
        if (chosen.Length == 0) return Draft.Of("");
        int[] target = [.. chosen.OrderBy(tag => StatementMaker.IsImplied(tag, chosen) ? 1 : 0)];
        var names = target.Select(tag => TagVocabulary.Default.Names[tag]).ToList();
        var ranked = PairBank.Default.Pairs.Select(pair => CarryOver.Try(pair, target)).OfType<CarriedOver>()
            .Select(carried => (Carried: carried, Score: Score(carried, target)))
            .OrderByDescending(candidate => candidate.Score).Take(Candidates).ToList();
        while (ranked.Count > 0)
        {
            var at = random.PickWeighted([.. ranked.Select(candidate => Math.Exp(Sharpness * (candidate.Score - ranked[0].Score)))]);
            var text = ranked[at].Carried.Text;
            if (FactCheck.ByWords.Check(text, names).Invented.Count == 0) return Draft.Of(text);
            ranked.RemoveAt(at);
        }
        return new Draft(OneSentence.Of(tags, seed) ?? "", DraftOutcome.FellBack, 1, "no description of the bank fits");
    }

    // What is said counts by how sure the tagger is of it.
    private static double Score(CarriedOver carried, int[] target)
    {
        var said = carried.Said.Sum(tag => 1 - 0.5 * Array.IndexOf(target, tag) / target.Length);
        return said - CostOfChange * carried.Cost;
    }
}
