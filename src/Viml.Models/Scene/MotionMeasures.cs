namespace Viml.Models.Scene;

/// <summary>
/// What changes between frames: motion, translation, flicker and cuts. Lives through a video; <see cref="Finish"/> ends a second.
/// </summary>
/// <remarks>A cut is no motion: the pair of frames around it counts for the cut features only.</remarks>
internal sealed class MotionMeasures
{
    /// <summary>How fast the cut rate forgets, as the share kept after a second: half of it in 4 s.</summary>
    private const float CutMemory = 0.84f;

    private readonly float[] _previous = new float[FramePlanes.Pixels];
    private readonly ShotDetector _shots = new();
    private readonly ProjectionMatcher _matcher = new();
    private readonly List<FrameStep> _steps = [];
    private bool _hasPrevious;
    private float _previousLightness;
    private float _firstLightness;
    private float _secondsSinceCut = 60;
    private float _cutRate;

    public static MeasuredFeature[] Features { get; } =
    [
        new("motion.energy.mean", 0.8f, 0.55f), new("motion.energy.max", 1.1f, 0.6f), new("motion.energy.spread", 0.2f, 0.25f),
        new("motion.peak", 2, 0.8f), new("motion.area", 0.25f, 0.22f), new("motion.centre", 0.5f, 0.2f),
        new("motion.pan.x", 0, 1.5f), new("motion.pan.y", 0, 1), new("motion.pan.speed", 0.5f, 0.6f), new("motion.residual", 0.8f, 0.5f),
        new("motion.flicker", 0.5f, 0.4f), new("motion.flicker.alternation", 0.3f, 0.3f), new("motion.lightness.trend", 0, 6),
        new("cut.count", 0.3f, 0.7f), new("cut.flag", 0.25f, 0.43f), new("cut.distance.max", 0.12f, 0.13f),
        new("cut.distance.mean", 0.06f, 0.06f),
        new("cut.rate", 0.3f, 0.4f), new("cut.since", 1.6f, 0.8f),
    ];

    /// <summary>Takes the next frame into the current second.</summary>
    public void Add(FramePlanes frame)
    {
        var lightness = Statistics.Of(frame.L).Mean;
        var distance = _shots.Add(frame, out var isCut);
        if (_steps.Count == 0)
            _firstLightness = _hasPrevious ? _previousLightness : lightness;
        var shift = _matcher.Add(frame.L);
        _steps.Add(_hasPrevious ? Compare(frame.L, lightness, shift, distance, isCut) : default);
        frame.L.CopyTo(_previous, 0);
        _previousLightness = lightness;
        _hasPrevious = true;
    }

    /// <summary>Writes the features of the second (unscaled) and starts the next one.</summary>
    public void Finish(Span<float> raw)
    {
        var moving = _steps.Where(step => step.IsReal && !step.IsCut).ToArray();
        raw[..13].Clear();
        raw[5] = Features[5].Typical;
        if (moving.Length > 0)
        {
            (raw[0], raw[2]) = Statistics.Of(moving.Select(step => MathF.Log(1 + step.Energy)).ToArray());
            raw[1] = MathF.Log(1 + moving.Max(step => step.Energy));
            raw[3] = MathF.Log(1 + moving.Max(step => step.Peak));
            raw[4] = moving.Average(step => step.Area);
            raw[5] = moving.Average(step => step.Centre);
            raw[6] = moving.Average(step => step.ShiftX);
            raw[7] = moving.Average(step => step.ShiftY);
            raw[8] = MathF.Log(1 + moving.Average(step => MathF.Sqrt(step.ShiftX * step.ShiftX + step.ShiftY * step.ShiftY)));
            raw[9] = MathF.Log(1 + moving.Average(step => step.Residual));
            raw[10] = MathF.Log(1 + moving.Average(step => MathF.Abs(step.Lightness)));
            raw[11] = Alternation(moving);
            raw[12] = _steps.Any(step => step.IsCut) ? 0 : _previousLightness - _firstLightness;
        }
        MeasureCuts(raw[13..]);
        _steps.Clear();
    }

    private void MeasureCuts(Span<float> raw)
    {
        var cuts = _steps.Count(step => step.IsCut);
        _secondsSinceCut = cuts > 0 ? 0 : Math.Min(_secondsSinceCut + 1, 60);
        _cutRate = _cutRate * CutMemory + cuts * (1 - CutMemory);
        raw[0] = cuts;
        raw[1] = cuts > 0 ? 1 : 0;
        raw[2] = _steps.Count == 0 ? 0 : _steps.Max(step => step.Distance);
        raw[3] = _steps.Count == 0 ? 0 : _steps.Average(step => step.Distance);
        raw[4] = MathF.Sqrt(_cutRate);
        raw[5] = MathF.Log(1 + _secondsSinceCut);
    }

    private FrameStep Compare(ReadOnlySpan<float> lightness, float mean, (float X, float Y) shift, float distance, bool isCut)
    {
        float sum = 0, centre = 0, residual = 0;
        var changed = 0;
        var peak = 0f;
        int shiftX = (int)MathF.Round(shift.X), shiftY = (int)MathF.Round(shift.Y);
        for (var y = 0; y < FramePlanes.Height; y++)
            for (var x = 0; x < FramePlanes.Width; x++)
            {
                var here = lightness[y * FramePlanes.Width + x];
                var difference = MathF.Abs(here - _previous[y * FramePlanes.Width + x]);
                sum += difference;
                peak = Math.Max(peak, difference);
                changed += difference > 4 ? 1 : 0;
                if (x is >= FramePlanes.Width / 4 and < FramePlanes.Width * 3 / 4
                    && y is >= FramePlanes.Height / 4 and < FramePlanes.Height * 3 / 4)
                    centre += difference;
                var fromX = Math.Clamp(x - shiftX, 0, FramePlanes.Width - 1);
                var fromY = Math.Clamp(y - shiftY, 0, FramePlanes.Height - 1);
                residual += MathF.Abs(here - _previous[fromY * FramePlanes.Width + fromX]);
            }
        return new FrameStep
        {
            IsReal = true,
            IsCut = isCut,
            Distance = distance,
            Energy = sum / FramePlanes.Pixels,
            Peak = peak,
            Area = changed / (float)FramePlanes.Pixels,
            // The middle is a quarter of the picture: motion everywhere gives 0.25.
            Centre = sum > FramePlanes.Pixels * 0.05f ? centre / sum : Features[5].Typical,
            ShiftX = shift.X,
            ShiftY = shift.Y,
            Residual = residual / FramePlanes.Pixels,
            Lightness = mean - _previousLightness,
        };
    }

    /// <summary>
    /// Share of neighbouring lightness changes that point in opposite directions and are visible: 1 for a strobe, 0 for a fade.
    /// </summary>
    private static float Alternation(FrameStep[] steps)
    {
        var opposite = 0;
        for (var i = 1; i < steps.Length; i++)
            opposite += steps[i].Lightness * steps[i - 1].Lightness < -1 ? 1 : 0;
        return steps.Length > 1 ? opposite / (float)(steps.Length - 1) : 0;
    }

    private struct FrameStep
    {
        public bool IsReal;
        public bool IsCut;
        public float Distance;
        public float Energy;
        public float Peak;
        public float Area;
        public float Centre;
        public float ShiftX;
        public float ShiftY;
        public float Residual;
        public float Lightness;
    }
}
