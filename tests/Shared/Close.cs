using System.Globalization;

namespace Viml.Testing;

/// <summary>Comparison of numbers with an explicit tolerance: |actual - expected| &lt;= absolute + relative * |expected|.</summary>
internal static class Close
{
    private const int ReportedFaults = 5;

    /// <summary>Fails with index, both values and the allowed error of the first differing elements.</summary>
    public static void Assert(
        ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double absolute, double relative, string what = "values")
    {
        Xunit.Assert.True(expected.Length == actual.Length, $"{what}: expected {expected.Length} elements, found {actual.Length}");
        var faults = new List<string>();
        var count = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            double e = expected[i], a = actual[i];
            var allowed = absolute + relative * Math.Abs(e);
            if (e.Equals(a) || Math.Abs(a - e) <= allowed)
                continue;
            if (count++ < ReportedFaults)
                faults.Add(string.Create(CultureInfo.InvariantCulture,
                    $"  [{i}] expected {e:G9}, found {a:G9}, error {Math.Abs(a - e):G3}, allowed {allowed:G3}"));
        }

        Xunit.Assert.True(count == 0, $"{what}: {count} of {expected.Length} elements differ\n{string.Join('\n', faults)}");
    }

    /// <summary>Compares single values.</summary>
    public static void Assert(double expected, double actual, double absolute, double relative, string what = "value") =>
        Assert([(float)expected], [(float)actual], absolute, relative, what);
}
