using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Engine.Signal;
using Viml.Models;

namespace Viml.Training.Fitting.Matching;

/// <summary>
/// The steps of every text of a training, encoded once and kept as float16. A text of more steps than the model takes is resampled here as
/// the model would.
/// </summary>
/// <param name="encoder">The text encoder.</param>
/// <param name="most">Steps that the model takes.</param>
internal sealed class TextBank(ITextEncoder encoder, int most)
{
    private readonly Dictionary<string, Half[]> _texts = [];

    /// <summary>Numbers of a step.</summary>
    public int Width => encoder.Width;

    /// <summary>Encodes those of the texts that are not there yet.</summary>
    public void Add(IEnumerable<string> texts, CancellationToken cancellation)
    {
        string[] missing = [.. texts.Distinct().Where(text => !_texts.ContainsKey(text))];
        var steps = new Half[missing.Length][];
        Parallelism.For(missing.Length, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            steps[i] = MusicWindows.ToHalf(Encode(missing[i]));
        });
        for (var i = 0; i < missing.Length; i++) _texts[missing[i]] = steps[i];
    }

    /// <summary>The steps of a text that was added, one after the other.</summary>
    public float[] this[string text]
    {
        get
        {
            var kept = _texts[text];
            var steps = new float[kept.Length];
            TensorPrimitives.ConvertToSingle(kept, steps);
            return steps;
        }
    }

    /// <summary>The steps of a text that need not be kept.</summary>
    public float[] Encode(string text)
    {
        var steps = encoder.EncodeSteps(text);
        if (steps.Time <= most) return steps.Values;
        var fewer = new float[most * Width];
        FeatureResampler.Resample(steps.Values, Width, fewer);
        return fewer;
    }
}
