namespace Viml.Engine;

/// <summary>The version of the program, which it writes into the files that it makes.</summary>
public static class ProgramVersion
{
    /// <summary>Such as <c>viml 1.2.3</c>.</summary>
    public static string Text { get; } = $"viml {Number}";

    /// <summary>Such as <c>1.2.3</c>.</summary>
    public static string Number => typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
