namespace Viml.Cli.Doctor;

/// <summary>The JSON answer of <c>viml doctor</c>.</summary>
internal sealed record DoctorAnswer(IReadOnlyList<Check> Checks)
{
    /// <summary>The version of the program.</summary>
    public string Program => Engine.ProgramVersion.Text;

    public bool Ready => Checks.All(check => check.State != CheckState.Bad);
}
