using Viml.Engine.Kernels;
using Viml.Training.Fitting;

namespace Viml.Training.Methods;

/// <summary>The batches of a training: which clips are in which step, and which of them have the same music.</summary>
internal sealed class ClipBatches
{
    private readonly MethodRun _run;
    private readonly BatchOrder _order;
    private readonly int[] _keys; // the music of every clip

    public ClipBatches(MethodRun run)
    {
        _run = run;
        _order = new BatchOrder(run.Train.Count, run.Batch, run.Options.Seed);
        _keys = MusicKeys.Number(run.Train);
        Groups = new int[run.Batch];
    }

    /// <summary>The music of each row of the batch: rows of equal number are no negatives of each other.</summary>
    public int[] Groups { get; }

    /// <summary>Hands over the clips of a step, cut to segments, with a random stream for each row. Rows run in parallel.</summary>
    public void Load(int step, Action<int, PairedClip, Random> fill)
    {
        var examples = _order.Examples(step).ToArray();
        var seed = BatchOrder.HashCode(_run.Options.Seed, step);
        Parallelism.For(examples.Length, row =>
        {
            var random = new Random(BatchOrder.HashCode(seed, row));
            var clip = _run.Train[examples[row]].Cut(_run.Options.SegmentSeconds, random.NextDouble());
            Groups[row] = _keys[examples[row]];
            fill(row, clip, random);
        });
    }
}
