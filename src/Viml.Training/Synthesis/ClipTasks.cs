using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Descriptions.Runs;
using Viml.Training.Datasets;

namespace Viml.Training.Synthesis;

/// <summary>The clips of a dataset as pieces to be described.</summary>
/// <param name="Tasks">The clips with their tags, in the order of the dataset.</param>
/// <param name="Unknown">Tags that mean none of the vocabulary, with the number of clips that have them; the commonest first.</param>
public sealed record ClipTasks(IReadOnlyList<DescriptionTask> Tasks, IReadOnlyList<KeyValuePair<string, int>> Unknown)
{
    /// <summary>Reads a dataset. Tags of other vocabularies are read as tags of ours where they mean one.</summary>
    /// <param name="dataset">Its folder.</param>
    /// <param name="split">Only this split; null for all.</param>
    /// <param name="most">The most clips, evenly spread; null for all.</param>
    /// <exception cref="DatasetException">It is no dataset, or a line is broken.</exception>
    public static ClipTasks Of(string dataset, string? split = null, int? most = null)
    {
        var clips = ClipFile.Read(dataset).Where(clip => split is null || clip.Split == split).ToList();
        var step = most is { } number && clips.Count > number ? (double)clips.Count / number : 1;
        var count = most is null ? clips.Count : Math.Min(most.Value, clips.Count);
        var unknown = new Dictionary<string, int>();
        var tasks = new List<DescriptionTask>();
        for (var at = 0; at < count; at++)
        {
            var clip = clips[(int)(at * step)];
            var (tags, others) = TagNames.Read(clip.Tags.Select(tag => new ScoredTag(tag.Key, tag.Value)));
            foreach (var other in others) unknown[other] = unknown.GetValueOrDefault(other) + 1;
            tasks.Add(new DescriptionTask(clip.Id, _ => new TaggedPiece(tags)));
        }
        return new ClipTasks(tasks, [.. unknown.OrderByDescending(tag => tag.Value).ThenBy(tag => tag.Key, StringComparer.Ordinal)]);
    }
}
