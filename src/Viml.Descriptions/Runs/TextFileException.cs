namespace Viml.Descriptions.Runs;

/// <summary>A file of texts does not say what it must, or another run is writing it. Carries where, what was expected and what was
/// found.</summary>
/// <param name="path">The file.</param>
/// <param name="line">The line, counted from 1; null for the whole file.</param>
/// <param name="expected">What is asked for.</param>
/// <param name="found">What is there.</param>
/// <param name="inner">The cause.</param>
public sealed class TextFileException(string path, int? line, string expected, string found, Exception? inner = null)
    : Exception($"{path}{(line is null ? "" : $", line {line}")}: expected {expected}, found {found}", inner);
