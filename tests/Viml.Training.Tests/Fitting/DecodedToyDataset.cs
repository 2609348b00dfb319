using Viml.Models.Scene;
using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

/// <summary>The toy dataset and a broken clip at its end, decoded once for all tests that fit models on it.</summary>
public sealed class DecodedToyDataset : IDisposable
{
    private const int Broken = ToyDataset.Train + ToyDataset.Validation + ToyDataset.Test;

    private readonly TemporaryFolder _folder = new();

    public DecodedToyDataset()
    {
        Directory.CreateDirectory(_folder["data"]);
        ToyDataset.WriteMedia(_folder["data"]);
        WriteClips(_folder, null);
        new ClipPreparation(_folder["data"], _folder["work"], new SceneEncoder(), null).Run(ClipFile.Read(_folder["data"]), null, default);
        File.Delete(Path.Combine(_folder["data"], ClipFile.FileName));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Makes the folders <c>data</c> and <c>work</c>, with clips that say other things about the same music and videos.</summary>
    internal void CopyTo(TemporaryFolder target, Func<int, Clip, Clip>? change = null)
    {
        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var copy = target[Path.GetRelativePath(_folder.Path, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        WriteClips(target, change);
    }

    private static void WriteClips(TemporaryFolder folder, Func<int, Clip, Clip>? change) =>
        ToyDataset.WriteClips(folder["data"], Broken + 1, (i, clip) =>
        {
            var broken = i == Broken ? clip with { Music = "missing.wav" } : clip;
            return change is null ? broken : change(i, broken);
        });
}
