using System.Xml.Linq;
using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

public sealed class LossCurveTests
{
    [Fact]
    public void The_picture_is_well_formed_and_has_a_line_per_curve()
    {
        var svg = LossCurve.ToSvg("loss <of> a & b", new CurveLine("a", [(1, 2.0), (2, 1.0)]), new CurveLine("b", [(2, 0.5)]));
        var root = XDocument.Parse(svg).Root!;
        Assert.Equal(2, root.Elements(root.Name.Namespace + "polyline").Count());
        Assert.Contains("loss <of> a & b", root.Value);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Values_that_are_not_finite_are_passed_over(double value) =>
        Assert.DoesNotContain("NaN", LossCurve.ToSvg("x", new CurveLine("a", [(1, value), (2, 1.0)])));

    [Fact]
    public void No_points_give_an_empty_chart() => Assert.DoesNotContain("polyline", LossCurve.ToSvg("x", new CurveLine("a", [])));
}
