using System.Numerics.Tensors;
using Viml.Media;
using Viml.Media.Video;
using Viml.Models;
using Viml.Models.Pictures;
using Viml.Models.ResNet;

namespace Viml.Training.Pictures;

/// <summary>
/// Several views of a photograph: its centre square and the mirror image of it, and squares of 7/8 the side from two of its corners.
/// </summary>
internal static class PhotographViews
{
    private const int Side = 448;
    private const int Part = Side * 7 / 8;

    /// <summary>
    /// The prepared features (see <see cref="PictureMap.Prepare"/>) of the centre square, and the mean over all views at unit length.
    /// </summary>
    /// <exception cref="MediaFormatException">The file is no picture.</exception>
    public static (float[] Centre, float[] Mean) Encode(string path, ResNetEncoder encoder, CancellationToken cancellation)
    {
        var options = new VideoReadOptions { IsCut = true, LengthSeconds = 1, StillSeconds = 1 };
        var square = VideoReader.ReadFrames(path, Side, Side, rate: 1, options, cancellation).First().ToArray();
        float[][] views =
        [
            .. Features(encoder, Side, square, Cut(square, 0, 0, Side, mirrored: true)),
            .. Features(
                encoder, Part, Cut(square, 0, 0, Part, mirrored: true), Cut(square, Side - Part, Side - Part, Part, mirrored: false)),
        ];
        var mean = new float[encoder.Width];
        foreach (var view in views) TensorPrimitives.Add(mean, view, mean);
        TensorPrimitives.Divide(mean, TensorPrimitives.Norm<float>(mean), mean);
        return (views[0], mean);
    }

    private static IEnumerable<float[]> Features(ResNetEncoder encoder, int side, params byte[][] squares)
    {
        var features = encoder.Encode(new Squares(squares, side));
        return Enumerable.Range(0, features.Time).Select(index =>
        {
            var prepared = new float[features.Width];
            PictureMap.Prepare(features.Step(index), prepared);
            return prepared;
        });
    }

    private static byte[] Cut(byte[] square, int left, int top, int side, bool mirrored)
    {
        var result = new byte[side * side * 3];
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
                square.AsSpan(((top + y) * Side + left + (mirrored ? side - 1 - x : x)) * 3, 3).CopyTo(result.AsSpan((y * side + x) * 3));
        return result;
    }

    private sealed class Squares(byte[][] frames, int side) : IFrameSource
    {
        public IReadOnlyList<FrameStream> Read(IReadOnlyList<FrameRequest> requests) =>
            [.. requests.Select(_ => new FrameStream(frames.Select(frame => (ReadOnlyMemory<byte>)frame), side, side))];
    }
}
