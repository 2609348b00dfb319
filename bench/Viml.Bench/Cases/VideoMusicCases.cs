using Viml.Engine.Autograd;
using Viml.Engine.Learning;
using Viml.Models;
using Viml.Models.VideoMusic;

namespace Viml.Bench.Cases;

/// <summary>
/// One training step of ViML on features of CLIP's width: video 30 x 512, music 10 x 256, text 512, four towers of two layers, InfoNCE both
/// ways, AdamW. Without dropout and tag head, as the peer.
/// </summary>
internal static class VideoMusicCases
{
    private const int VideoWidth = 512, MusicWidth = 256, TextWidth = 512;

    private static readonly VideoMusicConfig Config =
        VideoMusicConfig.Default(VideoWidth, MusicWidth, TextWidth) with { Dropout = 0, TextDropout = 0, VideoDropout = 0, Tags = 1 };

    public static IEnumerable<BenchCase> All { get; } = [Case(64), Case(512)];

    private static BenchCase Case(int batch) => new()
    {
        Group = "viml-step",
        Name = $"viml-step-{batch}",
        Peers = ["PyTorch"],
        Unit = "triplets",
        Units = batch,
        Flops = 3 * ForwardFlops(batch), // the gradient of a product is two products of its size
        Prepare = () => Prepare(batch),
    };

    private static Action Prepare(int size)
    {
        var model = VideoMusicModel.Random(Config, 1);
        var batch = model.CreateBatch(size);
        for (var row = 0; row < size; row++)
        {
            batch.SetVideo(row, Sequence(Config.VideoSteps, VideoWidth, row));
            batch.SetMusic(row, Sequence(Config.MusicSteps, MusicWidth, size + row));
            batch.SetText(row, Inputs.Normal(TextWidth, 2 * size + row));
        }
        var optimizer = new AdamW(model.Parameters.Trainable, new AdamWOptions { WeightDecay = 0.01 });
        var tape = Tape.ForTraining(1);
        Variable? loss = null;
        return () =>
        {
            if (loss is null)
                loss = tape.InfoNce(model.ForwardQuery(tape, batch), model.ForwardMusic(tape, batch), model.LogScale);
            else
                tape.Replay();
            tape.Backward(loss);
            optimizer.Step(3e-4);
        };
    }

    private static FeatureSequence Sequence(int steps, int width, int seed) => new(Inputs.Normal(steps * width, seed), steps, width, 1);

    /// <summary>The products of the four towers and of the similarities.</summary>
    private static double ForwardFlops(double batch)
    {
        double width = Config.Width, feedForward = Config.FeedForward;
        return 2 * batch * (
            Config.VideoSteps * VideoWidth * width + Config.MusicSteps * MusicWidth * width + TextWidth * width +
            Tower(Config.VideoSteps) + Tower(Config.MusicSteps) + Tower(1) + Tower(2) + batch * width);

        // Keys and values of every step, class token included; query, output and feed-forward, too, but in the last layer of the class
        // token alone.
        double Tower(double steps)
        {
            var all = steps + 1;
            var step = 2 * width * width + 2 * all * width + 2 * width * feedForward;
            return Config.Layers * all * 2 * width * width + ((Config.Layers - 1) * all + 1) * step;
        }
    }
}
