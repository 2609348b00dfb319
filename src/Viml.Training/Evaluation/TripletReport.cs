using Viml.Models.Music;

namespace Viml.Training.Evaluation;

/// <summary>A row of the table of triplet accuracies, as in table 1 of Lee et al. 2020.</summary>
/// <param name="Space">The numbers compared: <c>all</c>, or <c>sub</c> for those of the dimension only.</param>
/// <param name="Model">What made them.</param>
/// <param name="Accuracy">Share of triplets right in each dimension; NaN where there are none.</param>
/// <param name="Track">Share of triplets right that ask for windows of the same piece; NaN where it was not measured.</param>
public sealed record TripletRow(string Space, string Model, PerDimension Accuracy, double Track)
{
    /// <summary>The mean over the dimensions that have triplets.</summary>
    public double Overall => Accuracy.ToList().Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The numbers of the row by name, such as <c>deepsim.sub.genre</c>; those that are not defined are left out.</summary>
    internal IEnumerable<KeyValuePair<string, double>> Figures() => PerDimension.Dimensions
        .Select(dimension => KeyValuePair.Create(dimension.ToString().ToLowerInvariant(), Accuracy[dimension]))
        .Append(KeyValuePair.Create("overall", Overall)).Append(KeyValuePair.Create("track", Track))
        .Where(figure => double.IsFinite(figure.Value))
        .Select(figure => KeyValuePair.Create($"{Model}.{Space}.{figure.Key}", Math.Round(figure.Value, 4)));
}
