using System.Buffers.Binary;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Video;

/// <summary>
/// Several streams of raw frames in one pipe: a QuickTime movie with a fragment (the boxes <c>moof</c> and <c>mdat</c>) for each frame, see
/// the QuickTime file format and ISO/IEC 14496-12.
/// </summary>
internal static class FragmentedMovie
{
    // A fragment's header describes one frame; ffmpeg's takes about a hundred bytes.
    private const int LargestHeader = 1 << 16;

    /// <summary>Makes ffmpeg write such a movie.</summary>
    public static readonly string[] Arguments = [
        "-map_metadata", "-1", "-map_chapters", "-1", "-f", "mov", "-movflags", "frag_every_frame+empty_moov+default_base_moof",
    ];

    /// <summary>Reads the beginning, up to the width and height of each stream; null where the program ends before.</summary>
    /// <exception cref="InvalidDataException">The boxes are not those of such a movie.</exception>
    public static IReadOnlyList<(int Width, int Height)>? ReadSizes(ExternalProgram run)
    {
        var box = new byte[8];
        while (ReadHead(run, box) is { } length)
        {
            var content = new byte[length];
            if (run.ReadFully(content) < content.Length) return null;
            if (box.AsSpan(4).SequenceEqual("moov"u8)) return [.. SizesIn(content)];
        }
        return null;
    }

    /// <summary>Reads to the end and hands over each frame with the number of its stream. Rows are padded to even lengths.</summary>
    /// <exception cref="InvalidDataException">The boxes are not those of such a movie.</exception>
    public static void Read(ExternalProgram run, Action<int, ReadOnlySpan<byte>> receive)
    {
        var box = new byte[8];
        var content = new byte[LargestHeader];
        var track = -1;
        while (ReadHead(run, box) is { } length)
        {
            if (content.Length < length) content = new byte[length];
            var filled = content.AsSpan(0, length);
            if (run.ReadFully(filled) < filled.Length) return; // the program ended: its outcome tells why
            if (box.AsSpan(4).SequenceEqual("moof"u8)) track = TrackOf(filled);
            else if (box.AsSpan(4).SequenceEqual("mdat"u8)) receive(track, filled);
        }
    }

    // Reads the size and the name of a box, and returns how many bytes follow; null at the end. Frames may be larger than other boxes,
    // and so may the index of all fragments at the end, which grows with the video.
    private static int? ReadHead(ExternalProgram run, byte[] box)
    {
        if (run.ReadFully(box) < box.Length) return null;
        var length = (long)BinaryPrimitives.ReadUInt32BigEndian(box) - box.Length;
        var isLarge = box.AsSpan(4).SequenceEqual("mdat"u8) || box.AsSpan(4).SequenceEqual("mfra"u8);
        return length >= 0 && length <= (isLarge ? Array.MaxLength : LargestHeader)
            ? (int)length
            : throw new InvalidDataException($"a box of {length:N0} bytes");
    }

    // A description of samples: the name, 4 bytes of flags, a count, then of the only entry the size, the format and 24 bytes before the
    // size of the picture.
    private static List<(int Width, int Height)> SizesIn(ReadOnlySpan<byte> movie)
    {
        var sizes = new List<(int, int)>();
        for (int at; (at = movie.IndexOf("stsd"u8)) >= 0; movie = movie[(at + 4)..])
        {
            if (at + 48 > movie.Length) throw new InvalidDataException("a stream without a size");
            var size = movie[(at + 44)..];
            sizes.Add((BinaryPrimitives.ReadUInt16BigEndian(size), BinaryPrimitives.ReadUInt16BigEndian(size[2..])));
        }
        return sizes;
    }

    private static int TrackOf(ReadOnlySpan<byte> header)
    {
        var name = header.IndexOf("tfhd"u8);
        if (name < 0 || name + 12 > header.Length) throw new InvalidDataException("a fragment without a track");
        return (int)BinaryPrimitives.ReadUInt32BigEndian(header[(name + 8)..]) - 1; // after the name come 4 bytes of flags
    }
}
