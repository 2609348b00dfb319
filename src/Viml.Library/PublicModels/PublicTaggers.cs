using Viml.Models.Music;

namespace Viml.Library.PublicModels;

/// <summary>Loads installed public taggers.</summary>
public static class PublicTaggers
{
    /// <summary>The tagger of this name.</summary>
    /// <exception cref="ModelStoreException">It is not installed; the message says how to install it.</exception>
    /// <exception cref="Engine.Weights.WeightFileException">The weights are damaged or those of another network.</exception>
    public static PublicTagger Load(ModelStore store, string name)
    {
        ArgumentNullException.ThrowIfNull(store);
        return PublicTagger.Load(name, store.FileOf(name, store.Registry.Find(name).Files[0].Name));
    }
}
