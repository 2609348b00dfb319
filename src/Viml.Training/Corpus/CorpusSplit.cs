using Viml.Training.Corpus.Latents;
using Viml.Training.Datasets;

namespace Viml.Training.Corpus;

/// <summary>Which split a piece belongs to: 80 % train, 8 % validation, 12 % test, by a hash of its id alone.</summary>
internal static class CorpusSplit
{
    public static string Of(string id) => (RandomStream.Hash($"split {id}") % 100) switch
    {
        < 80 => Splits.Train,
        < 88 => Splits.Validation,
        _ => Splits.Test,
    };
}
