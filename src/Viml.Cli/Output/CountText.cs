namespace Viml.Cli.Output;

/// <summary>Numbers of things.</summary>
internal static class CountText
{
    /// <summary>"1 file", "3 files".</summary>
    public static string Of(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count:N0} {thing}s";
}
