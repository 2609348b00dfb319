using Microsoft.ML.OnnxRuntime;
using Viml.Engine.Tensors;
using Viml.Models.Music;

namespace Viml.Bench.Cases;

/// <summary>The forward pass of the full MusiCNN on ten windows of 3 s, from spectrogram to logits.</summary>
internal static class MusiCnnCases
{
    private const string Name = "musicnn-10x3s";
    private const int Windows = 10, Seconds = 3;

    public static IEnumerable<BenchCase> All { get; } =
    [
        new()
        {
            Group = "musicnn",
            Name = Name,
            Peers = ["PyTorch"],
            OwnPeers = OnnxRuntime.Exported(Name, () => OrtValue.CreateTensorValueFromMemory(
                Inputs.Normal(Windows * MusicFrontEnd.Bands * MusicFrontEnd.Frames, 2),
                [Windows, 1, MusicFrontEnd.Bands, MusicFrontEnd.Frames])),
            Unit = "x real time",
            Units = Windows * Seconds,
            Flops = Flops(MusiCnnConfig.Full),
            Prepare = () =>
            {
                var network = MusiCnn.Random(MusiCnnConfig.Full, 1);
                var mel = Tensor.From(
                    Inputs.Normal(Windows * MusicFrontEnd.Bands * MusicFrontEnd.Frames, 2), Windows, 1, MusicFrontEnd.Bands,
                    MusicFrontEnd.Frames);
                var encoder = new MusiCnnEncoder(network);
                float[] measured = new float[Windows * MusicDescriptors.Count], features = new float[Windows * encoder.Width],
                    tags = new float[Windows * network.Config.Tags];
                return () => encoder.EncodeSpectrograms(mel, measured, features, tags);
            },
        },
    ];

    /// <summary>The convolutions and the first dense layer.</summary>
    private static double Flops(MusiCnnConfig config)
    {
        const double frames = MusicFrontEnd.Frames, bands = MusicFrontEnd.Bands;
        double front = 2 * config.VerticalFilters + 3 * config.HorizontalFilters, middle = config.MiddleFilters;
        var tall = config.VerticalFilters * 7 * frames * (67 * (bands - 66) + 38 * (bands - 37));
        var flat = config.HorizontalFilters * frames * (129 + 65 + 33);
        return 2 * Windows * (tall + flat + 7 * frames * middle * (front + 2 * middle) + 2 * (front + 3 * middle) * config.Features);
    }
}
