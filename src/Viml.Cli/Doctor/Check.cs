namespace Viml.Cli.Doctor;

/// <summary>How one prerequisite stands.</summary>
internal enum CheckState
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Only some commands will not work.</summary>
    Optional,

    /// <summary>The program will not work.</summary>
    Bad,
}

/// <summary>One thing the program needs.</summary>
/// <param name="Name">The thing.</param>
/// <param name="State">How it stands.</param>
/// <param name="Found">What is there.</param>
/// <param name="Fix">What to do about it; null where all is well.</param>
internal sealed record Check(string Name, CheckState State, string Found, string? Fix = null)
{
    public static Check Good(string name, string found) => new(name, CheckState.Good, found);
}
