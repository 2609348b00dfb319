namespace Viml.Cli.Doctor;

/// <summary>The state of a prerequisite.</summary>
internal enum CheckState
{
    /// <summary>It is fine.</summary>
    Good,

    /// <summary>Only some commands will not work.</summary>
    Optional,

    /// <summary>The program will not work.</summary>
    Bad,
}

/// <summary>One thing the program needs.</summary>
/// <param name="Name">The thing.</param>
/// <param name="State">Its state.</param>
/// <param name="Found">What was found.</param>
/// <param name="Fix">How to fix it; null where nothing is wrong.</param>
internal sealed record Check(string Name, CheckState State, string Found, string? Fix = null)
{
    public static Check Good(string name, string found) => new(name, CheckState.Good, found);
}
