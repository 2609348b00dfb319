namespace Viml.Engine.Weights.Torch;

/// <summary>
/// The memory that describing a file may take, in proportion to the file: what a small file can make grow is refused before it is made.
/// Amounts are estimates of what objects cost the garbage collector, not counts.
/// </summary>
internal sealed class Allowance
{
    // Tensor data is mapped or read on demand, so this covers names, containers, memo and decompressed entries only.
    private const long Floor = 2 << 20;
    private const long Ceiling = 1L << 30;

    private readonly string _path;
    private readonly long _total;
    private long _left;

    public Allowance(string path, long fileLength)
    {
        _path = path;
        _total = _left = Math.Min(Floor + 3 * fileLength, Ceiling);
    }

    /// <summary>Counts memory that is about to be taken; false where it is more than there is.</summary>
    public bool TryTake(long bytes)
    {
        if (bytes > _left)
            return false;
        _left -= bytes;
        return true;
    }

    /// <summary>The fault of a file that needs more.</summary>
    public WeightFileException Exceeded(string where) =>
        new(_path, $"content that needs at most {_total} bytes of memory besides the tensors", $"more, at {where}");
}
