namespace Viml.Bench.Training;

/// <summary>The memory of this process as Linux counts it.</summary>
internal static class Memory
{
    /// <summary>The highest so far, and how much of the present one is its own and how much are pages of mapped files.</summary>
    public static string Describe()
    {
        if (!File.Exists("/proc/self/status")) return $"{Environment.WorkingSet / 1e9:0.00} GB";
        var fields = File.ReadLines("/proc/self/status").Select(line => line.Split(':', 2)).ToDictionary(
            field => field[0], field => field[1].Replace("kB", "", StringComparison.Ordinal).Trim());
        return FormattableString.Invariant(
            $"{Gigabytes("VmHWM"):0.00} GB at most, now {Gigabytes("RssAnon"):0.00} GB of its own, {Gigabytes("RssFile"):0.00} GB mapped");

        double Gigabytes(string field) => double.Parse(fields[field], System.Globalization.CultureInfo.InvariantCulture) / 1e6;
    }
}
