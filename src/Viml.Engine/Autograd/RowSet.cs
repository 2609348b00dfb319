namespace Viml.Engine.Autograd;

/// <summary>A set of row numbers below a fixed count, in order of arrival. Adding and clearing allocate nothing.</summary>
internal sealed class RowSet(int count)
{
    private readonly bool[] _present = new bool[count];
    private readonly int[] _rows = new int[count];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    public void Add(int row)
    {
        if (_present[row])
            return;
        _present[row] = true;
        _rows[Count++] = row;
    }

    public void Clear()
    {
        foreach (var row in Rows)
            _present[row] = false;
        Count = 0;
    }
}
