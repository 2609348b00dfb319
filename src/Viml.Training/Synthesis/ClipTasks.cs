using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Descriptions.Runs;
using Viml.Library.Describing;
using Viml.Training.Datasets;

namespace Viml.Training.Synthesis;

/// <summary>The clips of a dataset as pieces to be described.</summary>
/// <param name="Tasks">The clips with their tags, in the order of the dataset.</param>
/// <param name="Heard">How many of them have no tags in the dataset, so that those of their music are heard.</param>
/// <param name="Unknown">Tags that mean none of the vocabulary, with the number of clips that have them; the commonest first.</param>
public sealed record ClipTasks(IReadOnlyList<DescriptionTask> Tasks, int Heard, IReadOnlyList<KeyValuePair<string, int>> Unknown)
{
    /// <summary>Reads a dataset. Tags of other vocabularies are read as tags of ours where they mean one.</summary>
    /// <param name="dataset">Its folder.</param>
    /// <param name="split">Only this split; null for all.</param>
    /// <param name="most">The most clips, evenly spread; null for all.</param>
    /// <param name="describer">Makes what hears the tags of clips that have none; null leaves them without.</param>
    /// <exception cref="DatasetException">It is no dataset, or a line is broken.</exception>
    public static ClipTasks Of(string dataset, string? split = null, int? most = null, Func<TrackDescriber>? describer = null)
    {
        var clips = ClipFile.Read(dataset).Where(clip => split is null || clip.Split == split).ToList();
        var step = most is { } number && clips.Count > number ? (double)clips.Count / number : 1;
        var count = most is null ? clips.Count : Math.Min(most.Value, clips.Count);
        var unknown = new Dictionary<string, int>();
        var (tasks, heard) = (new List<DescriptionTask>(), 0);
        var ears = describer is null ? null : new Lazy<TrackDescriber>(describer);
        for (var at = 0; at < count; at++)
        {
            var clip = clips[(int)(at * step)];
            if (ears is not null && clip is { Tags.Count: 0, Music: { } music })
            {
                heard++;
                tasks.Add(new DescriptionTask(clip.Id, stop => new TaggedPiece(
                    ears.Value.Read(Path.Combine(dataset, music), clip.Start, clip.End - clip.Start, stop).Tags)));
                continue;
            }
            var (tags, others) = TagNames.Read(clip.Tags.Select(tag => new ScoredTag(tag.Key, tag.Value)));
            foreach (var other in others) unknown[other] = unknown.GetValueOrDefault(other) + 1;
            tasks.Add(new DescriptionTask(clip.Id, _ => new TaggedPiece(tags)));
        }
        return new ClipTasks(tasks, heard, [.. unknown.OrderByDescending(tag => tag.Value).ThenBy(tag => tag.Key, StringComparer.Ordinal)]);
    }
}
