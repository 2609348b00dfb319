using System.Runtime.InteropServices;
using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Weights;

/// <summary>A stretch of a mapped file, or bytes that had to be decompressed.</summary>
internal sealed class ByteBlock
{
    private readonly MappedFile? _map;
    private readonly byte[]? _bytes;
    private readonly long _start;
    private Action? _check;

    /// <summary>The bytes of <paramref name="map"/> from <paramref name="start"/>.</summary>
    /// <param name="check">
    /// Runs before the first byte is given, again until it does not throw; null where there is nothing to check.
    /// </param>
    public ByteBlock(MappedFile map, long start, long length, Action? check = null) =>
        (_map, _start, Length, _check) = (map, start, length, check);

    public ByteBlock(byte[] bytes) => (_bytes, Length) = (bytes, bytes.Length);

    public long Length { get; }

    public ReadOnlySpan<byte> Bytes(long begin, int count)
    {
        Check();
        return _map is null ? _bytes.AsSpan(checked((int)begin), count) : _map.Bytes(_start + begin, count);
    }

    /// <summary>Floats of the map without a copy, where they are aligned in it.</summary>
    public bool TryShare(long begin, int count, out Memory<float> values)
    {
        Check();
        var isShared = _map is not null && count > 0 && MappedFile.IsAligned<float>(_start + begin);
        values = isShared ? _map!.Share<float>(_start + begin, count) : default;
        return isShared;
    }

    // Two threads may both check: that costs time and nothing else.
    private void Check()
    {
        _check?.Invoke();
        _check = null;
    }
}

/// <summary>
/// Where the elements of a tensor are: from byte <paramref name="Begin"/> of a block, row-major without gaps, or with a stride per axis.
/// The code that creates one has checked that all of them are inside the block.
/// </summary>
/// <param name="Length">The number of elements.</param>
/// <param name="Strides">In elements per axis; null where the tensor is contiguous.</param>
internal sealed record StoredTensor(
    string Path, string Name, WeightType Type, int[] Shape, int Length, ByteBlock Block, long Begin, long[]? Strides = null)
{
    private const int PieceElements = 1 << 16;

    private int ElementSize => WeightTypes.SizeOf(Type);

    /// <summary>As float32: a view of the map where type and alignment allow it, else new memory.</summary>
    public Tensor Read()
    {
        if (Type == WeightType.F32 && Strides is null && Block.TryShare(Begin, Length, out var shared))
            return Tensor.From(shared, Shape);
        var values = new float[Length];
        Read(values);
        return Tensor.From(values, Shape);
    }

    /// <summary>As float32 into memory of the caller, which has room for exactly the elements.</summary>
    public void Read(Span<float> destination)
    {
        var pieces = new PieceBuffer(this);
        for (var first = 0; first < Length; first += PieceElements)
        {
            var count = Math.Min(PieceElements, Length - first);
            WeightConversion.ToSingle(Type, pieces.Get(first, count), destination.Slice(first, count));
        }
    }

    /// <summary>
    /// The elements from <paramref name="first"/> on of a contiguous tensor, as float32: as many as the destination takes.
    /// </summary>
    public void ReadFrom(int first, Span<float> destination) => WeightConversion.ToSingle(
        Type, Block.Bytes(Begin + (long)first * ElementSize, checked(destination.Length * ElementSize)), destination);

    /// <summary>As whole numbers in new memory.</summary>
    /// <exception cref="WeightFileException">The tensor holds floats, or whole numbers that may not fit.</exception>
    public long[] ReadInt64()
    {
        if (WeightTypes.IsFloat(Type) || Type == WeightType.U64)
            throw new WeightFileException(Path, $"whole numbers in tensor '{Name}'", WeightTypes.NameOf(Type));
        var values = new long[Length];
        var pieces = new PieceBuffer(this);
        for (var first = 0; first < Length; first += PieceElements)
        {
            var bytes = pieces.Get(first, Math.Min(PieceElements, Length - first));
            for (var i = 0; i < bytes.Length / ElementSize; i++)
            {
                values[first + i] = Type switch
                {
                    WeightType.I64 => MemoryMarshal.Read<long>(bytes[(8 * i)..]),
                    WeightType.I32 => MemoryMarshal.Read<int>(bytes[(4 * i)..]),
                    WeightType.U32 => MemoryMarshal.Read<uint>(bytes[(4 * i)..]),
                    WeightType.I16 => MemoryMarshal.Read<short>(bytes[(2 * i)..]),
                    WeightType.U16 => MemoryMarshal.Read<ushort>(bytes[(2 * i)..]),
                    WeightType.I8 => (sbyte)bytes[i],
                    _ => bytes[i],
                };
            }
        }

        return values;
    }

    /// <summary>The elements as they are stored, row-major.</summary>
    public void CopyTo(Stream destination)
    {
        var pieces = new PieceBuffer(this);
        for (var first = 0; first < Length; first += PieceElements)
            destination.Write(pieces.Get(first, Math.Min(PieceElements, Length - first)));
    }

    /// <summary>The largest position of an element behind the first, in elements.</summary>
    private long Extent()
    {
        var extent = 0L;
        for (var axis = 0; axis < Shape.Length; axis++)
            extent += (Shape[axis] - 1) * Strides![axis];
        return extent;
    }

    /// <summary>Row-major pieces of the tensor: the stored bytes themselves, or gathered ones where the tensor has strides.</summary>
    private readonly ref struct PieceBuffer
    {
        private readonly StoredTensor _tensor;
        private readonly ReadOnlySpan<byte> _source;
        private readonly byte[] _gathered;

        public PieceBuffer(StoredTensor tensor)
        {
            _tensor = tensor;
            _gathered = [];
            if (tensor.Strides is null || tensor.Length == 0)
                return;
            var bytes = (tensor.Extent() + 1) * tensor.ElementSize;
            if (bytes > Array.MaxLength)
                throw new WeightFileException(
                    tensor.Path, $"at most {Array.MaxLength} bytes between the first and the last element of tensor '{tensor.Name}'",
                    $"{bytes} bytes");
            _source = tensor.Block.Bytes(tensor.Begin, (int)bytes);
            _gathered = new byte[Math.Min(PieceElements, tensor.Length) * tensor.ElementSize];
        }

        public ReadOnlySpan<byte> Get(int first, int count)
        {
            var size = _tensor.ElementSize;
            if (_tensor.Strides is null)
                return _tensor.Block.Bytes(_tensor.Begin + (long)first * size, count * size);
            var bytes = _gathered.AsSpan(0, count * size);
            switch (size)
            {
                case 1:
                    Gather(_source, first, bytes);
                    break;
                case 2:
                    Gather(MemoryMarshal.Cast<byte, ushort>(_source), first, MemoryMarshal.Cast<byte, ushort>(bytes));
                    break;
                case 4:
                    Gather(MemoryMarshal.Cast<byte, uint>(_source), first, MemoryMarshal.Cast<byte, uint>(bytes));
                    break;
                default:
                    Gather(MemoryMarshal.Cast<byte, ulong>(_source), first, MemoryMarshal.Cast<byte, ulong>(bytes));
                    break;
            }

            return bytes;
        }

        private void Gather<T>(ReadOnlySpan<T> source, int first, Span<T> destination)
        {
            var (shape, strides) = (_tensor.Shape, _tensor.Strides!);
            Span<int> index = stackalloc int[shape.Length];
            var position = 0L;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                (first, index[axis]) = Math.DivRem(first, shape[axis]);
                position += index[axis] * strides[axis];
            }

            for (var i = 0; i < destination.Length; i++)
            {
                destination[i] = source[(int)position];
                for (var axis = shape.Length - 1; axis >= 0; axis--)
                {
                    position += strides[axis];
                    if (++index[axis] < shape[axis])
                        break;
                    position -= index[axis] * strides[axis];
                    index[axis] = 0;
                }
            }
        }
    }
}
