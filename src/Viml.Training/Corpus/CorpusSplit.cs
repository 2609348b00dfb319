using Viml.Training.Corpus.Latents;
using Viml.Training.Datasets;

namespace Viml.Training.Corpus;

/// <summary>Which split a piece belongs to: 74 % train, 6 % validation, 20 % test, by a hash of its id alone.</summary>
internal static class CorpusSplit
{
    public static string Of(string id) => (RandomStream.Hash($"split {id}") % 100) switch
    {
        < 74 => Splits.Train,
        < 80 => Splits.Validation,
        _ => Splits.Test,
    };
}
