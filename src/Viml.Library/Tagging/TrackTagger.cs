using Viml.Library.Answers;
using Viml.Library.Encoding;
using Viml.Models.Music;

namespace Viml.Library.Tagging;

/// <summary>Tags single files, without a library. Thread-safe.</summary>
public sealed class TrackTagger
{
    private readonly BundleReference _tagger;
    private readonly Func<IMusicSource, MusicFileEncoder> _encoderOf;
    private readonly IMusicSource _source;
    private readonly Func<IReadOnlyList<float>, IReadOnlyList<TrackTag>> _rank;
    private readonly IReadOnlyList<string>? _unheard;

    /// <summary>Creates a tagger with the models of one bundle.</summary>
    public TrackTagger(ModelSet models)
        : this(models, new MediaMusicSource())
    {
    }

    /// <summary>Creates a tagger with public weights, which has its own tags.</summary>
    public TrackTagger(PublicTagger tagger)
    {
        ArgumentNullException.ThrowIfNull(tagger);
        _tagger = new BundleReference(tagger.Name, tagger.Encoder.Version);
        (_encoderOf, _source) = (source => new MusicFileEncoder(tagger.Encoder, tagger.Tags.Count, source), new MediaMusicSource());
        _rank = probabilities =>
            [.. tagger.Tags.Select((tag, index) => new TrackTag(tag.Name, tag.Label, tag.Kind, probabilities[index]))
                .OrderByDescending(tag => tag.Confidence)];
    }

    internal TrackTagger(ModelSet models, IMusicSource source)
    {
        _tagger = new BundleReference(models.BundleName, models.BundleHash);
        (_encoderOf, _source) = (from => new MusicFileEncoder(models, from), source);
        _rank = models.TagChoice.Ranked;
        _unheard = models.Tagging?.Unheard;
    }

    /// <summary>Tags a whole file. Errors as <see cref="MusicFileEncoder.Encode(string, CancellationToken)"/>.</summary>
    public TagAnswer Tag(string path, CancellationToken cancellation = default) => Tag(path, _source, cancellation);

    /// <summary>Tags a part of a file. Errors as <see cref="MusicFileEncoder.Encode(string, CancellationToken)"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">Where the part begins, in seconds.</param>
    /// <param name="length">How long it is, in seconds.</param>
    /// <param name="cancellation">Stops it.</param>
    public TagAnswer Tag(string path, double start, double length, CancellationToken cancellation = default) =>
        Tag(path, new MediaMusicSource(start, length), cancellation);

    private TagAnswer Tag(string path, IMusicSource source, CancellationToken cancellation)
    {
        var music = _encoderOf(source).Encode(path, cancellation);
        return new TagAnswer(path, music.Labels.Title, music.Labels.Artist, music.Duration, _tagger, _rank(music.Tags),
            music.WarningAbout(path))
        {
            Unheard = _unheard,
        };
    }
}
