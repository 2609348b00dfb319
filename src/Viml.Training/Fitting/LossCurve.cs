using System.Globalization;
using System.Text;

namespace Viml.Training.Fitting;

/// <summary>One line of a loss curve.</summary>
/// <param name="Name">Shown in the legend.</param>
/// <param name="Points">Step, or what else lies along the axis, and value, in order.</param>
public sealed record CurveLine(string Name, IReadOnlyList<(double Step, double Value)> Points);

/// <summary>Draws curves, of a training or over an option, as a stand-alone SVG picture.</summary>
public static class LossCurve
{
    private const int Width = 720, Height = 360, Left = 56, Right = 16, Top = 32, Bottom = 40;
    private static readonly string[] Colours = ["#1f6feb", "#d1480a", "#2da44e", "#8250df"];

    /// <summary>The picture; lines without points are left out, and values that are not finite are passed over.</summary>
    public static string ToSvg(string title, params IReadOnlyList<CurveLine> lines)
    {
        var drawn = lines.Select(line => line with { Points = [.. line.Points.Where(p => double.IsFinite(p.Value))] })
            .Where(line => line.Points.Count > 0).ToList();
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""");
        svg.AppendLine("""<rect width="100%" height="100%" fill="white"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="20" font-size="14">{Escape(title)}</text>""");
        if (drawn.Count > 0)
        {
            var lastStep = drawn.Max(line => line.Points[^1].Step) is > 0 and var last ? last : 1;
            var low = drawn.Min(line => line.Points.Min(p => p.Value));
            var high = drawn.Max(line => line.Points.Max(p => p.Value));
            if (high - low < 1e-9) high = low + 1;
            double X(double step) => Left + (Width - Left - Right) * step / lastStep;
            double Y(double value) => Top + (Height - Top - Bottom) * (high - value) / (high - low);

            for (var tick = 0; tick <= 4; tick++)
            {
                var value = low + (high - low) * tick / 4;
                var step = lastStep * tick / 4;
                svg.AppendLine(CultureInfo.InvariantCulture,
                    $"""<line x1="{Left}" x2="{Width - Right}" y1="{Y(value):0.0}" y2="{Y(value):0.0}" stroke="#ddd"/>""");
                svg.AppendLine(CultureInfo.InvariantCulture,
                    $"""<text x="{Left - 6}" y="{Y(value) + 4:0.0}" text-anchor="end">{value:0.###}</text>""");
                svg.AppendLine(CultureInfo.InvariantCulture,
                    $"""<text x="{X(step):0.0}" y="{Height - Bottom + 18}" text-anchor="middle">{step:0.###}</text>""");
            }
            for (var i = 0; i < drawn.Count; i++)
            {
                var (colour, legend) = (Colours[i % Colours.Length], Top + 14 + 16 * i);
                var points = string.Join(' ',
                    drawn[i].Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Step):0.0},{Y(p.Value):0.0}")));
                svg.AppendLine($"""<polyline fill="none" stroke="{colour}" stroke-width="1.5" points="{points}"/>""");
                svg.AppendLine(CultureInfo.InvariantCulture,
                    $"""<text x="{Width - Right}" y="{legend}" text-anchor="end" fill="{colour}">{Escape(drawn[i].Name)}</text>""");
            }
        }
        return svg.AppendLine("</svg>").ToString();
    }

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
}
