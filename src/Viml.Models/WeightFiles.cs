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

    /// <summary>The version of an encoder with weights: the version of its code and eight digits of the hash of its weights.</summary>
    public static string VersionOf(string codeVersion, string path) => $"{codeVersion}-{FileHash.Sha256(path)[..8]}";

    /// <summary>The version of the code in the version of an encoder.</summary>
    public static string CodeVersionOf(string version) => version.Split('-')[0];
}
