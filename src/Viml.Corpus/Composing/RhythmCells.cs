namespace Viml.Corpus.Composing;

/// <summary>Rhythms of a bar put together from cells of one or two beats; busier with density.</summary>
internal static class RhythmCells
{
    // Length in beats of each note; the number of notes per beat is a cell's busyness.
    private static readonly double[][] Simple =
    [
        [2], [1.5, 0.5], [1], [0.5, 0.5], [0.75, 0.25], [0.5, 0.25, 0.25], [0.25, 0.25, 0.5], [0.25, 0.5, 0.25], [0.25, 0.25, 0.25, 0.25],
    ];

    private static readonly double[][] Triple =
    [
        [2], [1], [2.0 / 3, 1.0 / 3], [1.0 / 3, 2.0 / 3], [1.0 / 3, 1.0 / 3, 1.0 / 3],
    ];

    /// <summary>
    /// Note lengths that fill <paramref name="beats"/>; <paramref name="density"/> 0..1 and the tempo decide how many there are.
    /// </summary>
    public static double[] Fill(int beats, double density, double tempo, bool compound, RandomStream random)
    {
        // Notes per second wanted: 0.7 (very sparse) to 7 (runs); the cell nearest to it is likeliest.
        var wanted = 0.7 * Math.Pow(10, density) * 60 / tempo;
        var cells = compound ? Triple : Simple;
        var lengths = new List<double>();
        double left = beats;
        while (left > 0.01)
        {
            var weights = cells.Select(
                cell => cell.Sum() > left + 0.01 ? 0 : Math.Exp(-1.6 * Math.Abs(Math.Log(cell.Length / cell.Sum() / wanted)))).ToArray();
            var chosen = cells[random.PickWeighted(weights)];
            lengths.AddRange(chosen);
            left -= chosen.Sum();
        }
        return [.. lengths];
    }
}
