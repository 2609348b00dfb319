namespace Viml.Cli.Doctor;

/// <summary>The JSON answer of <c>viml doctor</c>.</summary>
internal sealed record DoctorAnswer(IReadOnlyList<Check> Checks)
{
    public bool Ready => Checks.All(check => check.State != CheckState.Bad);
}
