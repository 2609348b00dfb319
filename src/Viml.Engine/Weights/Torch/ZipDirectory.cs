using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;
using Viml.Engine.Kernels;

namespace Viml.Engine.Weights.Torch;

/// <summary>One file in a zip archive. <paramref name="Start"/> is the position of its bytes in the archive.</summary>
internal sealed record ZipEntry(string Name, long Start, long StoredLength, long Length, bool IsDeflated, uint Crc);

/// <summary>
/// The central directory of a mapped zip archive, checked as a whole: every entry inside the file, its name plain, stored or deflated.
/// Archives of <see cref="System.IO.Compression"/> do not expose the position of an entry, which mapping needs. Format: PKWARE APPNOTE 6.3.
/// </summary>
internal sealed class ZipDirectory
{
    private const uint LocalSignature = 0x04034b50, CentralSignature = 0x02014b50, EndSignature = 0x06054b50;
    private const uint End64Signature = 0x06064b50, Locator64Signature = 0x07064b50;
    private const int LocalLength = 30, CentralLength = 46, EndLength = 22, Locator64Length = 20, End64Length = 56;
    private const int CrcPiece = 1 << 20;

    private readonly string _path;
    private readonly MappedFile _map;
    private readonly long _fileLength;
    private readonly Allowance _allowance;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);

    private ZipDirectory(string path, MappedFile map, long fileLength, Allowance allowance) =>
        (_path, _map, _fileLength, _allowance) = (path, map, fileLength, allowance);

    public IReadOnlyDictionary<string, ZipEntry> Entries => _entries;

    public static ZipDirectory Read(string path, MappedFile map, long fileLength, Allowance allowance)
    {
        var directory = new ZipDirectory(path, map, fileLength, allowance);
        directory.ReadEntries();
        return directory;
    }

    /// <summary>
    /// The bytes of an entry: a part of the map, whose CRC-32 is checked when its first byte is read, so that opening a large file
    /// reads little of it; or decompressed into memory that the allowance must cover.
    /// </summary>
    /// <exception cref="WeightFileException">The entry does not decompress to the length or the CRC-32 it states.</exception>
    public ByteBlock Open(ZipEntry entry)
    {
        if (!entry.IsDeflated)
            return new ByteBlock(_map, entry.Start, entry.Length, () => Compare(entry, CrcOfMap(entry)));
        if (entry.StoredLength > Array.MaxLength || entry.Length > Array.MaxLength)
            throw Fault($"a compressed entry of at most {Array.MaxLength} bytes", $"'{entry.Name}' of {entry.Length}");
        if (!_allowance.TryTake(entry.Length))
            throw _allowance.Exceeded($"the compressed entry '{entry.Name}' of {entry.Length} bytes");
        var bytes = new byte[entry.Length];
        try
        {
            using var source = new MappedStream(_map, entry.Start, entry.StoredLength);
            using var inflated = new DeflateStream(source, CompressionMode.Decompress);
            inflated.ReadExactly(bytes);
            if (inflated.ReadByte() >= 0)
                throw Fault($"{entry.Length} bytes in the compressed entry '{entry.Name}'", "more");
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            throw new WeightFileException(
                _path, $"{entry.Length} bytes in the compressed entry '{entry.Name}'", "damaged or missing data", fault);
        }

        Compare(entry, Crc32.HashToUInt32(bytes));
        return new ByteBlock(bytes);
    }

    private uint CrcOfMap(ZipEntry entry)
    {
        var crc = new Crc32();
        for (var done = 0L; done < entry.Length; done += CrcPiece)
            crc.Append(_map.Bytes(entry.Start + done, (int)Math.Min(CrcPiece, entry.Length - done)));
        return crc.GetCurrentHashAsUInt32();
    }

    private void Compare(ZipEntry entry, uint found)
    {
        if (found != entry.Crc)
            throw Fault($"CRC-32 {entry.Crc:x8} of the bytes of '{entry.Name}'", $"{found:x8}: the file is damaged, fetch it again");
    }

    private void ReadEntries()
    {
        var (position, length, count) = FindDirectory();
        var end = position + length;
        for (var index = 0L; index < count; index++)
        {
            if (end - position < CentralLength || Word(position) != CentralSignature)
                throw Fault($"entry {index + 1} of {count} of the zip directory at byte {position}", "something else");
            position += ReadEntry(position, end);
        }

        if (position != end)
            throw Fault($"{count} entries in the zip directory", $"{end - position} more bytes");
    }

    private (long Start, long Length, long Count) FindDirectory()
    {
        // The end record is followed by a comment of at most 65,535 bytes; PyTorch writes none.
        var searched = (int)Math.Min(_fileLength, EndLength + ushort.MaxValue);
        var tail = _map.Bytes(_fileLength - searched, searched);
        for (var i = searched - EndLength; i >= 0; i--)
        {
            var record = tail[i..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(record) != EndSignature
                || BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) != record.Length - EndLength)
                continue;
            var at = _fileLength - searched + i;
            long count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
            long start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
            if (at >= Locator64Length && Word(at - Locator64Length) == Locator64Signature)
                (start, length, count, at) = ReadEnd64(at);
            // Each entry takes 46 bytes at least, so a wrong count cannot cost memory.
            if (start < 0 || length < 0 || start > at || length > at - start || count < 0 || count > length / CentralLength)
                throw Fault($"a zip directory inside the first {at} bytes", $"{count} entries in {length} bytes from byte {start}");
            return (start, length, count);
        }

        throw Fault("the end record of a zip archive (is the file complete?)", "none");
    }

    private (long Start, long Length, long Count, long End) ReadEnd64(long endRecord)
    {
        var at = Long(endRecord - Locator64Length + 8);
        if (at < 0 || at > endRecord - Locator64Length - End64Length || Word(at) != End64Signature)
            throw Fault("the 64-bit end record of the zip archive", $"something else at byte {at}");
        return (Long(at + 48), Long(at + 40), Long(at + 32), at);
    }

    private long ReadEntry(long position, long end)
    {
        var record = _map.Bytes(position, CentralLength);
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(record[28..]),
            extraLength = BinaryPrimitives.ReadUInt16LittleEndian(record[30..]);
        var total = (long)CentralLength + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(record[32..]);
        if (total > end - position)
            throw Fault($"an entry of the zip directory at byte {position}", "one that goes beyond its end");
        var nameBytes = _map.Bytes(position + CentralLength, nameLength);
        if (!_allowance.TryTake(250 + 2 * nameLength))
            throw _allowance.Exceeded($"entry {_entries.Count + 1} of the zip directory");
        var name = CheckedName(nameBytes);
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        if ((flags & 1) != 0 || method is not (0 or 8))
            throw Fault("entries that are stored or deflated", $"'{name}' with method {method}{((flags & 1) != 0 ? ", encrypted" : "")}");

        long stored = BinaryPrimitives.ReadUInt32LittleEndian(record[20..]), length = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        long header = BinaryPrimitives.ReadUInt32LittleEndian(record[42..]);
        ReadExtra64(_map.Bytes(position + CentralLength + nameLength, extraLength), name, ref length, ref stored, ref header);
        if (header < 0 || header > _fileLength - LocalLength || Word(header) != LocalSignature)
            throw Fault($"the header of '{name}' at byte {header}", "something else");
        var local = _map.Bytes(header, LocalLength);
        int localNameLength = BinaryPrimitives.ReadUInt16LittleEndian(local[26..]),
            localExtraLength = BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        var start = header + LocalLength + localNameLength + localExtraLength;
        if (start > _fileLength || localNameLength != nameLength || !_map.Bytes(header + LocalLength, nameLength).SequenceEqual(nameBytes))
            throw Fault($"'{name}' in the header at byte {header}", "another name");
        if (stored < 0 || length < 0 || stored > _fileLength - start)
            throw Fault($"the {stored} bytes of '{name}' inside the file of {_fileLength}", $"their start at byte {start}");
        if (method == 0 && stored != length)
            throw Fault($"equal lengths for the stored entry '{name}'", $"{stored} and {length}");
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (!_entries.TryAdd(name, new ZipEntry(name, start, stored, length, method == 8, checksum)))
            throw Fault("every entry of the zip archive once", $"'{name}' twice");
        return total;
    }

    /// <summary>
    /// Lengths and position that do not fit 32 bits are in an extra field, in this order, each only where the record says all ones.
    /// </summary>
    private void ReadExtra64(ReadOnlySpan<byte> extra, string name, ref long length, ref long stored, ref long header)
    {
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4)
                throw Fault($"an extra field of '{name}' inside its entry", $"{size} bytes");
            var field = extra.Slice(4, size);
            extra = extra[(4 + size)..];
            if (id != 1)
                continue;
            length = Next(length, ref field);
            stored = Next(stored, ref field);
            header = Next(header, ref field);
        }

        long Next(long value, ref ReadOnlySpan<byte> field)
        {
            if (value != uint.MaxValue)
                return value;
            if (field.Length < 8)
                throw Fault($"the 64-bit lengths of '{name}'", $"{field.Length} bytes");
            value = BinaryPrimitives.ReadInt64LittleEndian(field);
            field = field[8..];
            return value;
        }
    }

    /// <summary>
    /// Nothing is ever unpacked to a path; a name that tries to leave a folder shows that the file is not what it claims to be.
    /// </summary>
    private string CheckedName(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
            throw Fault("plain relative names in the zip archive", $"{bytes.Length} bytes that are not UTF-8");
        var name = Encoding.UTF8.GetString(bytes);
        var isPlain = name.Length > 0 && !name.StartsWith('/') && name.AsSpan().IndexOfAny('\\', ':', '\0') < 0
            && !name.Split('/').Any(part => part is "." or "..");
        return isPlain
            ? name
            : throw Fault("plain relative names in the zip archive", $"'{name.Replace("\0", "\\0", StringComparison.Ordinal)}'");
    }

    private uint Word(long position) => BinaryPrimitives.ReadUInt32LittleEndian(_map.Bytes(position, 4));

    private long Long(long position) => BinaryPrimitives.ReadInt64LittleEndian(_map.Bytes(position, 8));

    private WeightFileException Fault(string expected, string found) => new(_path, expected, found);
}
