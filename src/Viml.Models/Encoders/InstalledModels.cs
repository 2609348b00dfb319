namespace Viml.Models.Encoders;

/// <summary>The models on this machine.</summary>
/// <param name="FolderOf">The folder or file with the weights of a model; null where it is not installed.</param>
/// <param name="Names">The names of the installed models.</param>
public sealed record InstalledModels(Func<string, string?> FolderOf, Func<IEnumerable<string>> Names)
{
    /// <summary>No models.</summary>
    public static InstalledModels None { get; } = new(_ => null, () => []);
}
