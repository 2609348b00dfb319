using System.Numerics.Tensors;
using Viml.Models.Language;

namespace Viml.Training.Fitting.Matching;

/// <summary>
/// The associations that suit a track: those whose weights agree with how its tags stand out. One is drawn the more often the better it
/// suits.
/// </summary>
internal sealed class SuitableAssociations
{
    private const int Most = 24;
    private const double Temperature = 0.06; // of the cosine between weights and standing

    private static readonly float[][] Directions = [.. AssociationTable.Default.Select(known => TagWishes.Unit(known.Weights.Span))];

    private readonly int[] _associations;
    private readonly double[] _shares;

    private SuitableAssociations(int[] associations, double[] shares) => (_associations, _shares) = (associations, shares);

    /// <summary>What an association asks of the tags, of unit length.</summary>
    public static float[] DirectionOf(int association) => Directions[association];

    /// <summary>Those that suit a track best.</summary>
    /// <param name="standing">How its tags stand out, one number per tag.</param>
    /// <param name="isCandidate">Which are considered.</param>
    public static SuitableAssociations Of(float[] standing, Func<Association, bool> isCandidate)
    {
        var length = Math.Max(TensorPrimitives.Norm<float>(standing), 1e-6f);
        var best = Enumerable.Range(0, Directions.Length).Where(index => isCandidate(AssociationTable.Default[index]))
            .Select(index => (Index: index, Agreement: TensorPrimitives.Dot<float>(Directions[index], standing) / length))
            .OrderByDescending(known => known.Agreement).ThenBy(known => known.Index).Take(Most).ToArray();
        return new SuitableAssociations(
            [.. best.Select(known => known.Index)],
            [.. best.Select(known => Math.Exp((known.Agreement - best[0].Agreement) / Temperature))]);
    }

    /// <summary>The index of one of them.</summary>
    public int Draw(RandomStream random) => _associations[random.PickWeighted(_shares)];
}
