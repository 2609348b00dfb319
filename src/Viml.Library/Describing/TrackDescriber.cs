using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Descriptions.Runs;
using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Indexing;
using Viml.Library.Tagging;
using Viml.Models.Music;

namespace Viml.Library.Describing;

/// <summary>Finds in music files the tags that descriptions are made from. Thread-safe.</summary>
public sealed class TrackDescriber
{
    private readonly TrackTagger _tagger;
    private readonly Func<IReadOnlyList<TrackTag>, IReadOnlyList<ScoredTag>> _read;

    /// <summary>Uses the tagger of a bundle.</summary>
    public TrackDescriber(ModelSet models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var choice = models.TagChoice;
        _tagger = new TrackTagger(models);
        _read = tags => [.. tags.Where(tag => choice.IsPresent(models.Tags.IndexOf(tag.Name), tag.Confidence))
            .Select(tag => new ScoredTag(tag.Name, Math.Clamp(tag.Confidence, 0, 1)))];
    }

    /// <summary>Uses a public tagger, whose tags are read as tags of the vocabulary.</summary>
    public TrackDescriber(PublicTagger tagger)
    {
        ArgumentNullException.ThrowIfNull(tagger);
        _tagger = new TrackTagger(tagger);
        _read = tags => TagNames.OfPublicTagger(tagger.Name, tags.Select(tag => new ScoredTag(tag.Name, Math.Clamp(tag.Confidence, 0, 1))));
    }

    /// <summary>
    /// The tags of a file that the tagger is sure of, and its title. Errors as <see cref="TrackTagger.Tag(string, CancellationToken)"/>.
    /// </summary>
    public TaggedPiece Read(string path, CancellationToken cancellation) => Read(_tagger.Tag(path, cancellation));

    /// <summary>The same for <paramref name="length"/> seconds of a file from <paramref name="start"/> on.</summary>
    public TaggedPiece Read(string path, double start, double length, CancellationToken cancellation) =>
        Read(_tagger.Tag(path, start, length, cancellation));

    private TaggedPiece Read(TagAnswer answer) => new(_read(answer.Tags), answer.Title);

    /// <summary>The music files of a folder and its subfolders, by their path in it, in order; and what could not be looked into.</summary>
    /// <exception cref="NoMusicException">There is no music in it.</exception>
    /// <exception cref="LibraryException">The folder cannot be read.</exception>
    public (IReadOnlyList<DescriptionTask> Tasks, IReadOnlyList<FileFailure> Unreadable) Tasks(string folder,
        CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var whole = Path.GetFullPath(folder);
        var scan = FolderScanner.Scan([whole], cancellation);
        if (scan.Files.Count == 0) throw new NoMusicException(folder, $"There is no music in '{folder}'.");
        return ([.. scan.Files.Select(file => new DescriptionTask(Path.GetRelativePath(whole, file.Path), stop => Read(file.Path, stop)))
            .OrderBy(task => task.Id, StringComparer.Ordinal)], scan.Problems);
    }
}
