namespace Viml.Models;

/// <summary>The last layer of a tagger: tags from base features that were kept. Thread-safe.</summary>
public interface ITagHead
{
    /// <summary>The probability of each tag of the vocabulary at each step, [time, tags].</summary>
    /// <exception cref="ArgumentException">The features are not those of the tagger.</exception>
    public float[] Tags(FeatureSequence features);
}
