using System.Buffers.Binary;
using System.IO.Compression;
using Viml.Media.Video;
using Viml.Testing;

namespace Viml.Media.Tests.Video;

/// <summary>Image files read as videos.</summary>
public sealed class StillPictureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a.png")]
    [InlineData("a.png", "-pix_fmt", "rgb48be")]
    [InlineData("a.png", "-pix_fmt", "rgba")]
    [InlineData("a.bmp")]
    [InlineData("a.tiff")]
    [InlineData("a.tiff", "-pix_fmt", "rgb48le")]
    [InlineData("a.webp")]
    public void A_picture_stands_for_some_seconds(string name, params string[] options)
    {
        MediaFiles.Video(_folder[name], MediaFiles.RedLeftBlueRight, ["-frames:v", "1", .. options]);

        Assert.True(VideoReader.Find(_folder[name]).IsStill);
        var frames = VideoReader.ReadFrames(_folder[name], 8, 8, 2).Select(frame => frame.ToArray()).ToArray();
        Assert.Equal(8, frames.Length); // four seconds
        Assert.All(frames, frame => Assert.Equal("RB", $"{Colour(frame, 8, 1, 4)}{Colour(frame, 8, 6, 4)}"));
        Assert.Single(VideoReader.ReadFrames(_folder[name], 8, 8, 0.1));
        Assert.Equal(6, VideoReader.ReadFrames(_folder[name], 8, 8, 2, new VideoReadOptions { StillSeconds = 3 }).Count());
    }

    [Fact]
    public void An_animation_is_a_video()
    {
        MediaFiles.Video(_folder["a.gif"], MediaFiles.RedThenBlue);
        Assert.False(VideoReader.Find(_folder["a.gif"]).IsStill);
        Assert.Equal(2, VideoReader.ReadFrames(_folder["a.gif"], 8, 8, 1).Count());
    }

    [Theory]
    [InlineData(1, "RB/RB")]
    [InlineData(3, "BR/BR")]
    [InlineData(6, "RR/BB")]
    [InlineData(8, "BB/RR")]
    public void The_orientation_that_a_camera_noted_is_applied(int orientation, string expected)
    {
        MediaFiles.Video(_folder["plain.jpg"], MediaFiles.RedLeftBlueRight, "-frames:v", "1");
        var plain = File.ReadAllBytes(_folder["plain.jpg"]);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        File.WriteAllBytes(_folder["turned.jpg"], [.. plain[..2], .. exif, .. plain[2..]]);

        var frame = VideoReader.ReadFrames(_folder["turned.jpg"], 8, 8, 1).First().ToArray();

        Assert.Equal(expected, $"{Colour(frame, 8, 1, 1)}{Colour(frame, 8, 6, 1)}/{Colour(frame, 8, 1, 6)}{Colour(frame, 8, 6, 6)}");
    }

    [Fact]
    public void A_picture_is_cut_to_the_middle_or_stretched()
    {
        MediaFiles.Video(_folder["a.png"], "color=red:s=90x30,drawbox=x=30:w=30:c=lime:t=fill", "-frames:v", "1");

        var cut = VideoReader.ReadFrames(_folder["a.png"], 9, 9, 1, new VideoReadOptions { IsCut = true }).First().ToArray();
        var stretched = VideoReader.ReadFrames(_folder["a.png"], 9, 9, 1).First().ToArray();

        Assert.Equal("GGG", $"{Colour(cut, 9, 1, 4)}{Colour(cut, 9, 4, 4)}{Colour(cut, 9, 7, 4)}");
        Assert.Equal("RGR", $"{Colour(stretched, 9, 1, 4)}{Colour(stretched, 9, 4, 4)}{Colour(stretched, 9, 7, 4)}");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 900)]
    public void Pictures_of_one_pixel_and_of_a_line_are_read(int width, int height)
    {
        MediaFiles.Video(_folder["a.png"], $"color=blue:s=32x900,format=rgb24,crop={width}:{height}", "-frames:v", "1");
        Assert.Equal('B', Colour(VideoReader.ReadFrames(_folder["a.png"], 8, 8, 1).First().Span, 8, 4, 4));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(14_000)]
    public void A_picture_that_would_take_all_memory_is_refused_before_it_is_decoded(int side)
    {
        File.WriteAllBytes(_folder["big.png"], BlackPng(side));

        var fault = Assert.Throws<MediaFormatException>(() => VideoReader.ReadFrames(_folder["big.png"], 8, 8, 1).Count());

        Assert.Contains("120 megapixels", fault.Expected, StringComparison.Ordinal);
        Assert.Contains($"{side}x{side}", fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_pictures_say_so()
    {
        MediaFiles.Video(_folder["whole.png"], "testsrc=s=320x240", "-frames:v", "1");
        MediaFiles.Cut(_folder["whole.png"], _folder["start.png"], 0.01);
        File.WriteAllText(_folder["text.jpg"], "this is text");

        Assert.Throws<MediaFormatException>(() => VideoReader.ReadFrames(_folder["start.png"], 8, 8, 1).Count());
        Assert.Throws<MediaFormatException>(() => VideoReader.ReadFrames(_folder["text.jpg"], 8, 8, 1).Count());
    }

    [Fact]
    public void A_picture_in_printers_colours_is_read()
    {
        // 16 x 16, all magenta and yellow, made with Pillow 9.4: Image.new('CMYK', (16, 16), (0, 255, 255, 0))
        const string Jpeg =
            "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUG" +
            "BKUVJP/8AAFAgAEAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQEC" +
            "AwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dX" +
            "Z3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4E" +
            "QwBNAFkASwAAPwD06vMK8wr06iiiiiiiiiiiiv/Z";
        File.WriteAllBytes(_folder["a.jpg"], Convert.FromBase64String(Jpeg));
        Assert.Equal('R', Colour(VideoReader.ReadFrames(_folder["a.jpg"], 8, 8, 1).First().Span, 8, 4, 4));
    }

    private static char Colour(ReadOnlySpan<byte> frame, int width, int x, int y)
    {
        var pixel = frame.Slice((y * width + x) * 3, 3);
        return (pixel[0] > 128, pixel[1] > 128, pixel[2] > 128) switch
        {
            (true, false, false) => 'R',
            (false, true, false) => 'G',
            (false, false, true) => 'B',
            _ => '?',
        };
    }

    /// <summary>A black square PNG, small as a file.</summary>
    private static byte[] BlackPng(int side)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
            for (var row = 0; row < side; row++)
                zlib.Write(new byte[1 + (side + 7) / 8]); // a bit a pixel
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        header[8] = 1; // bits
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, pixels.ToArray()), .. Chunk("IEND"u8, [])];

        static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
        {
            var chunk = new byte[12 + data.Length];
            BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
            type.CopyTo(chunk.AsSpan(4));
            data.CopyTo(chunk, 8);
            BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Checksum(chunk.AsSpan(4, 4 + data.Length)));
            return chunk;
        }

        static uint Checksum(ReadOnlySpan<byte> data)
        {
            var sum = uint.MaxValue;
            foreach (var value in data)
            {
                sum ^= value;
                for (var bit = 0; bit < 8; bit++)
                    sum = (sum & 1) != 0 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
            }
            return ~sum;
        }
    }
}
