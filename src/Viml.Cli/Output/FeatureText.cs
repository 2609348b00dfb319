using System.Globalization;
using Viml.Library.Encoding;
using Viml.Models;

namespace Viml.Cli.Output;

/// <summary>Encoders and features as people read them.</summary>
internal static class FeatureText
{
    /// <summary>How many feature vectors there are: <c>1/s</c>, <c>1/3 s</c>, <c>1/text</c>.</summary>
    public static string Rate(double? perSecond) => perSecond switch
    {
        null => "1/text",
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.##}/s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"1/{1 / perSecond:0.##} s"),
    };

    /// <summary>How many numbers there are: <c>512/s</c>, <c>200/3 s</c>, <c>512/text</c>.</summary>
    public static string Amount(EncoderCard card) => card.Width.ToString(CultureInfo.InvariantCulture) + Rate(card.Rate)[1..];

    /// <summary>What was written, on one line.</summary>
    public static string Describe(ExtractedFeatures extracted)
    {
        var (card, features) = (extracted.Encoder, extracted.Features);
        return string.Create(CultureInfo.InvariantCulture,
            $"{features.Time} x {features.Width}, {Rate(card.Rate)}, {card.Name} {card.Version}, licence {card.Licence}");
    }
}

/// <summary>The answer of <c>viml encoders --json</c>.</summary>
internal sealed record EncodersAnswer(EncoderCard[] Encoders);
