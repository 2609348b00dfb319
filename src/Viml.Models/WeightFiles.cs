using Viml.Engine.Layers;
using Viml.Engine.Weights;

namespace Viml.Models;

/// <summary>Reads the weights of a model.</summary>
internal static class WeightFiles
{
    /// <summary>A model made from the parameters of a weight file of any known format; its constructor checks names and shapes.</summary>
    public static TModel Load<TModel>(string path, Func<ParameterSet, TModel> make)
    {
        using var file = WeightFile.Open(path);
        return make(ParameterSet.FromWeights(file));
    }
}
