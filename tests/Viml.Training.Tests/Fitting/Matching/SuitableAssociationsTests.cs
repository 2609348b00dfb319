using Viml.Models.Language;
using Viml.Training.Fitting.Matching;

namespace Viml.Training.Tests.Fitting.Matching;

public sealed class SuitableAssociationsTests
{
    [Fact]
    public void Associations_whose_weights_are_those_of_the_track_are_drawn()
    {
        var wedding = AssociationTable.Default[Pairs.Association("wedding party")];
        var suitable = SuitableAssociations.Of(wedding.Weights.ToArray(), _ => true);
        var random = new RandomStream(1);

        var drawn = Enumerable.Range(0, 200).Select(_ => suitable.Draw(random)).GroupBy(index => index)
            .ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal(Pairs.Association("wedding party"), drawn.MaxBy(pair => pair.Value).Key);
        Assert.True(drawn.Count > 1); // others come near it
        Assert.All(drawn.Keys, index => Assert.True(Dot(wedding, AssociationTable.Default[index]) > 0));
    }

    [Fact]
    public void Only_candidates_are_drawn()
    {
        var standing = AssociationTable.Default[Pairs.Association("wedding party")].Weights.ToArray();
        var seen = SuitableAssociations.Of(standing, ImaginedColumns.CanBeSeen);
        var random = new RandomStream(1);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(ImaginedColumns.CanBeSeen(AssociationTable.Default[seen.Draw(random)])));
    }

    private static float Dot(Association one, Association other) =>
        one.Weights.ToArray().Zip(other.Weights.ToArray(), (a, b) => a * b).Sum();
}
