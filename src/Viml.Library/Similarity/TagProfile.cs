using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Music;
using Viml.Models.Tagging;

namespace Viml.Library.Similarity;

/// <summary>
/// Similarity without a DeepSim model, from what every library holds: the probabilities of the genre, mood and instrument tags, and where
/// the music encoder measures a pulse, its strength at twelve tempos. Vector: [genres | moods | instruments | pulse].
/// </summary>
internal sealed class TagProfile
{
    private const string PulseNames = "pulse.bpm";

    // The descriptors of MusiCnnEncoder that give the strength of the pulse at a tempo are next to each other.
    private static readonly int FirstPulse = MusicDescriptors.Features.TakeWhile(feature => !IsPulse(feature)).Count();
    private static readonly int Pulses = MusicDescriptors.Features.Count(IsPulse);

    private readonly TagVocabulary _tags;
    private readonly int[] _order; // of the tags: by kind
    private readonly bool _hasPulse;

    /// <summary>The profiles of a library.</summary>
    /// <param name="tags">The vocabulary of its tag probabilities.</param>
    /// <param name="encoder">The music encoder of its features.</param>
    public TagProfile(TagVocabulary tags, EncoderReference encoder)
    {
        _tags = tags;
        _hasPulse = encoder.Name == MusiCnnEncoder.EncoderName;
        _order = [.. Of(TagKind.Genre), .. Of(TagKind.Mood), .. Of(TagKind.Instrument)];
        var (genres, moods, pulses) = (Of(TagKind.Genre).Count(), Of(TagKind.Mood).Count(), _hasPulse ? Pulses : 0);
        Space = new SimilaritySpace($"tags of {encoder.Name}", encoder.Version, dimension => dimension switch
        {
            MusicDimension.Genre => (0, genres),
            MusicDimension.Mood => (genres, moods),
            MusicDimension.Instruments => (genres + moods, _order.Length - genres - moods),
            _ => (_order.Length, pulses),
        }, Typical);
    }

    /// <summary>
    /// Rough scales: those of genre, mood and instruments are about the distances the built-in bundle gives between a handful of pieces,
    /// that of the pulse is chosen by eye. They decide how the dimensions weigh against each other, not the order within one.
    /// </summary>
    public static PerDimension Typical { get; } = new(Genre: 0.3, Mood: 0.3, Instruments: 1.2, Tempo: 1.0);

    /// <summary>The space of the profiles.</summary>
    public SimilaritySpace Space { get; }

    /// <summary>Numbers of a profile.</summary>
    public int Width => _order.Length + (_hasPulse ? Pulses : 0);

    /// <summary>Writes the profile of a track.</summary>
    /// <param name="probabilities">Probability of each tag of the vocabulary.</param>
    /// <param name="features">Mean base features of the music encoder.</param>
    /// <param name="profile">Receives <see cref="Width"/> numbers.</param>
    public void Write(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> features, Span<float> profile)
    {
        for (var i = 0; i < _order.Length; i++)
            profile[i] = probabilities[_order[i]];
        if (_hasPulse)
            features.Slice(features.Length - MusicDescriptors.Count + FirstPulse, Pulses).CopyTo(profile[_order.Length..]);
    }

    private IEnumerable<int> Of(TagKind kind) => Enumerable.Range(0, _tags.Count).Where(tag => _tags.KindOf(tag) == kind);

    private static bool IsPulse(MeasuredFeature feature) => feature.Name.StartsWith(PulseNames, StringComparison.Ordinal);
}
