using Viml.Library.Encoding;
using Viml.Models.Music;

namespace Viml.Library.Recommendation;

/// <summary>What one music file sounds like.</summary>
/// <param name="Path">The file.</param>
/// <param name="Title">Title as the file says; null where it does not.</param>
/// <param name="Artist">Artist as the file says; null where it does not.</param>
/// <param name="Duration">Seconds of sound.</param>
/// <param name="Bundle">The bundle whose tagger spoke, or the name and version of a public tagger.</param>
/// <param name="Tags">Every tag of the tagger, most probable first.</param>
/// <param name="Warning">What is wrong with a file that could be decoded in part; null where all is well.</param>
public sealed record TagReport(
    string Path, string? Title, string? Artist, double Duration, RecommendationBundle Bundle, IReadOnlyList<TrackTag> Tags, string? Warning)
{
    /// <summary>The report as indented JSON with camelCase names.</summary>
    public string ToJson() => ResultJson.Write(this);
}

/// <summary>Tags single files, without a library.</summary>
public sealed class TrackTagger
{
    private readonly RecommendationBundle _tagger;
    private readonly MusicFileEncoder _encoder;
    private readonly Func<IReadOnlyList<float>, IReadOnlyList<TrackTag>> _rank;

    /// <summary>Creates a tagger with the models of one bundle.</summary>
    public TrackTagger(ModelSet models)
        : this(models, new MediaMusicSource())
    {
    }

    /// <summary>Creates a tagger with public weights, which has tags of its own.</summary>
    public TrackTagger(PublicTagger tagger)
    {
        ArgumentNullException.ThrowIfNull(tagger);
        _tagger = new RecommendationBundle(tagger.Name, tagger.Encoder.Version);
        _encoder = new MusicFileEncoder(tagger.Encoder, tagger.Tags.Count, new MediaMusicSource());
        _rank = probabilities =>
            [.. tagger.Tags.Select((tag, index) => new TrackTag(tag.Name, tag.Label, tag.Kind, probabilities[index])).OrderByDescending(tag => tag.Confidence)];
    }

    internal TrackTagger(ModelSet models, IMusicSource source)
    {
        _tagger = new RecommendationBundle(models.BundleName, models.BundleHash);
        _encoder = new MusicFileEncoder(models, source);
        _rank = probabilities => TagChoice.Ranked(models.Tags, probabilities);
    }

    /// <summary>Listens to a whole file. Errors as <see cref="MusicFileEncoder.Encode(string, CancellationToken)"/>.</summary>
    public TagReport Tag(string path, CancellationToken cancellation = default)
    {
        var music = _encoder.Encode(path, cancellation);
        return new TagReport(path, music.Labels.Title, music.Labels.Artist, music.Duration,
            _tagger, _rank(music.Tags), music.Warning);
    }
}
