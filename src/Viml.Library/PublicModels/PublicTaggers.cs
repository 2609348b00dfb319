using Viml.Models.Music;

namespace Viml.Library.PublicModels;

/// <summary>Loads public taggers from the store.</summary>
public static class PublicTaggers
{
    /// <summary>The tagger of this name.</summary>
    /// <exception cref="ModelStoreException">Its weights are not in the store; the message says how to get them.</exception>
    /// <exception cref="Engine.Weights.WeightFileException">The weights are damaged or those of another network.</exception>
    public static PublicTagger Load(ModelStore store, string name)
    {
        ArgumentNullException.ThrowIfNull(store);
        return PublicTagger.Load(name, store.FileOf(name, store.Registry.Find(name).Files[0].Name));
    }
}
