using Viml.Library.Encoding;

namespace Viml.Library.Recommendation;

/// <summary>What one music file sounds like.</summary>
/// <param name="Path">The file.</param>
/// <param name="Title">Title as the file says; null where it does not.</param>
/// <param name="Artist">Artist as the file says; null where it does not.</param>
/// <param name="Duration">Seconds of sound.</param>
/// <param name="Bundle">The bundle whose tagger spoke.</param>
/// <param name="Tags">Every tag of the vocabulary, most probable first.</param>
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
    private readonly ModelSet _models;
    private readonly MusicFileEncoder _encoder;

    /// <summary>Creates a tagger with the models of one bundle.</summary>
    public TrackTagger(ModelSet models)
        : this(models, new MediaMusicSource())
    {
    }

    internal TrackTagger(ModelSet models, IMusicSource source)
    {
        _models = models;
        _encoder = new MusicFileEncoder(models, source);
    }

    /// <summary>Listens to a whole file. Errors as <see cref="MusicFileEncoder.Encode(string, CancellationToken)"/>.</summary>
    public TagReport Tag(string path, CancellationToken cancellation = default)
    {
        var music = _encoder.Encode(path, cancellation);
        return new TagReport(path, music.Labels.Title, music.Labels.Artist, music.Duration,
            new RecommendationBundle(_models.BundleName, _models.BundleHash), TagChoice.Ranked(_models.Tags, music.Tags), music.Warning);
    }
}
