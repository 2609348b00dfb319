using System.Numerics.Tensors;

namespace Viml.Models.Scene;

/// <summary>Finds cuts by the distance between the colour histograms of neighbouring frames.</summary>
internal sealed class ShotDetector
{
    private const int LightnessBins = 16;
    private const int ColourBins = 12;

    /// <summary>A distance above which a step is a cut whatever came before.</summary>
    private const float CertainDistance = 0.35f;

    /// <summary>A smaller distance is a cut where it stands out of the recent ones by <see cref="Prominence"/>.</summary>
    private const float PossibleDistance = 0.14f;
    private const float Prominence = 4;
    private const float LargestUsual = 0.1f;

    private float[] _current = new float[LightnessBins + 2 * ColourBins];
    private float[] _previous = new float[LightnessBins + 2 * ColourBins];
    private bool _hasPrevious;
    private float _recent;

    /// <summary>The distance to the frame before, 0..1 (0 for the first frame), and whether a cut lies between.</summary>
    public float Add(FramePlanes frame, out bool isCut)
    {
        (_previous, _current) = (_current, _previous);
        Fill(frame, _current);
        isCut = false;
        if (!_hasPrevious)
        {
            _hasPrevious = true;
            return 0;
        }
        TensorPrimitives.Subtract(_current, _previous, _previous);
        var distance = TensorPrimitives.SumOfMagnitudes<float>(_previous) / 6; // three histograms, each at most 2 apart
        isCut = distance > CertainDistance || (distance > PossibleDistance && distance > Prominence * _recent);
        // A single cut says little about how much the shot itself changes; many in a row are a strobe, and the limit lets those win.
        _recent = 0.7f * _recent + 0.3f * Math.Min(distance, LargestUsual);
        return distance;
    }

    private static void Fill(FramePlanes frame, Span<float> bins)
    {
        bins.Clear();
        var lightness = bins[..LightnessBins];
        var a = bins.Slice(LightnessBins, ColourBins);
        var b = bins[(LightnessBins + ColourBins)..];
        const float weight = 1f / FramePlanes.Pixels;
        for (var i = 0; i < FramePlanes.Pixels; i++)
        {
            Statistics.AddSoft(lightness, frame.L[i] / 100 * LightnessBins, weight);
            Statistics.AddSoft(a, (frame.A[i] + 60) / 120 * ColourBins, weight);
            Statistics.AddSoft(b, (frame.B[i] + 60) / 120 * ColourBins, weight);
        }
    }
}
