using System.Buffers.Binary;

namespace Viml.Media.Video;

/// <summary>A frame of an animated WebP: a still picture that covers a part of the canvas for some time.</summary>
/// <param name="IsBlended">Whether what lies below shows through where the frame is transparent.</param>
/// <param name="IsCleared">Whether its place is empty after its time.</param>
/// <param name="Start">Where its data begin in the file.</param>
/// <param name="Length">Bytes of its data.</param>
internal sealed record WebPFrame(
    int X, int Y, int Width, int Height, int Milliseconds, bool IsBlended, bool IsCleared, long Start, int Length)
{
    /// <summary>Bytes of a header of a frame.</summary>
    public const int HeaderLength = 16;

    /// <summary>Reads the header of a frame whose data begin behind it.</summary>
    public static WebPFrame Of(ReadOnlySpan<byte> header, long start, int length) => new(
        2 * Three(header), 2 * Three(header[3..]), 1 + Three(header[6..]), 1 + Three(header[9..]), Three(header[12..]),
        (header[15] & 2) == 0, (header[15] & 1) != 0, start, length);

    /// <summary>A number of three bytes.</summary>
    public static int Three(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    /// <summary>Appends the frame to <paramref name="output"/> as a still WebP.</summary>
    public void CopyAsStill(Stream file, Stream output)
    {
        var data = new byte[Length];
        file.Position = Start;
        file.ReadExactly(data);
        var hasAlpha = data.AsSpan().StartsWith("ALPH"u8);
        var header = new byte[hasAlpha ? 30 : 12];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), header.Length - 8 + Length);
        "WEBP"u8.CopyTo(header.AsSpan(8));
        if (hasAlpha)
        {
            "VP8X"u8.CopyTo(header.AsSpan(12));
            header[16] = 10;
            header[20] = 0x10;
            WriteThree(header.AsSpan(24), Width - 1);
            WriteThree(header.AsSpan(27), Height - 1);
        }
        output.Write(header);
        output.Write(data);
    }

    private static void WriteThree(Span<byte> bytes, int value) =>
        (bytes[0], bytes[1], bytes[2]) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16));

    /// <summary>Lays the frame, RGBA, on a canvas of RGB.</summary>
    public void DrawOn(Span<byte> canvas, int canvasWidth, ReadOnlySpan<byte> pixels)
    {
        for (var row = 0; row < Height; row++)
        {
            var source = pixels.Slice(row * Width * 4, Width * 4);
            var target = canvas.Slice(((Y + row) * canvasWidth + X) * 3, Width * 3);
            for (var column = 0; column < Width; column++)
            {
                var alpha = source[4 * column + 3];
                for (var channel = 0; channel < 3; channel++)
                {
                    var below = IsBlended ? target[3 * column + channel] : 0;
                    target[3 * column + channel] = (byte)((source[4 * column + channel] * alpha + below * (255 - alpha) + 127) / 255);
                }
            }
        }
    }

    /// <summary>Makes its place on a canvas of RGB black, as transparency without anything below is shown.</summary>
    public void ClearOn(Span<byte> canvas, int canvasWidth)
    {
        for (var row = 0; row < Height; row++)
            canvas.Slice(((Y + row) * canvasWidth + X) * 3, Width * 3).Clear();
    }
}
