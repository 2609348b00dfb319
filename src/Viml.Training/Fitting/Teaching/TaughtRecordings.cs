namespace Viml.Training.Fitting.Teaching;

/// <summary>Recordings that MusiCNN was taught with.</summary>
/// <param name="Train">Those it was trained on.</param>
/// <param name="HeldOut">Others.</param>
/// <param name="Evidence">What the teachers hear in the others.</param>
internal sealed record TaughtRecordings(IReadOnlyList<PreparedClip> Train, IReadOnlyList<PreparedClip> HeldOut, TrackEvidence Evidence);
