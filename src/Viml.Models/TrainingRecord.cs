namespace Viml.Models;

/// <summary>How weights were made, so that they can be made again.</summary>
/// <param name="Command">The command line that trained them.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Corpus">The data: name, version and size.</param>
public sealed record TrainingRecord(string Command, int Seed, string Corpus);
