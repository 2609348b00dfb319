using Viml.Engine.Weights;

namespace Viml.Library.PublicModels;

/// <summary>How a pull goes on: bytes there and in all, and the file at hand.</summary>
public readonly record struct PullProgress(long Done, long Total, string File);

/// <summary>
/// Fetches public models into the store: resumes what was begun, checks size and SHA-256 of each file, and publishes the model when all of
/// it is there. What an interrupted pull leaves lies in a folder of another name and is never taken for a model.
/// </summary>
public sealed class ModelPull(ModelStore store, Download download)
{
    /// <summary>Fetches a model that is not in the store yet.</summary>
    /// <param name="model">What to fetch.</param>
    /// <param name="mirror">The address of a mirror that has <c>NAME/FILE</c> for each file; null for the publisher's own.</param>
    /// <param name="progress">Told often.</param>
    /// <param name="cancellation">Ends the pull; what was fetched is kept for the next one.</param>
    /// <exception cref="ModelStoreException">A server, the disk or the content is at fault; the message says which and what to do.</exception>
    public InstalledModel Run(PublicModel model, string? mirror, Action<PullProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        var staging = store.Stage(model.Name, out var held);
        using (held)
        {
            CheckSpace(model, staging);
            var installed = new List<InstalledFile>();
            var before = 0L;
            foreach (var file in model.Files)
            {
                var address = mirror is null ? file.Address : $"{mirror.TrimEnd('/')}/{Uri.EscapeDataString(model.Name)}/{Uri.EscapeDataString(file.Name)}";
                installed.Add(Fetch(file, address, Path.Combine(staging, file.Name), done => progress(new PullProgress(before + done, model.Size, file.Name)), cancellation));
                before += installed[^1].Size;
            }

            return store.Publish(new InstalledModel(model.Name, model.Licence, model.Source, model.Revision, installed));
        }
    }

    private InstalledFile Fetch(ModelFile file, string address, string path, Action<long> progress, CancellationToken cancellation)
    {
        // A file whose hash is unknown cannot be told from another version of itself, so it is fetched from its beginning.
        if (file.Sha256 is null)
            File.Delete(path);
        var resumed = File.Exists(path) && new FileInfo(path).Length > 0;
        while (true)
        {
            download.Fetch(address, path, file.Size, progress, cancellation);
            var (size, hash) = (new FileInfo(path).Length, FileHash.Sha256(path, progress: null, cancellation));
            if (file.Sha256 is null || hash == file.Sha256)
                return new InstalledFile(file.Name, size, hash);
            File.Delete(path);
            if (!resumed)
                throw new ModelStoreException(path, $"'{address}' gave {size} bytes with SHA-256 {hash}, expected {file.Sha256}. They were deleted: this is not the file the registry names. Try again later or from another mirror.");
            resumed = false;
        }
    }

    private static void CheckSpace(PublicModel model, string staging)
    {
        var there = new DirectoryInfo(staging).EnumerateFiles().Sum(file => file.Length);
        var free = new DriveInfo(staging).AvailableFreeSpace;
        if (model.Size - there > free)
            throw new ModelStoreException(staging, $"'{model.Name}' needs {(model.Size - there) / 1_000_000:N0} MB at '{staging}', and {free / 1_000_000:N0} MB are free. Free some space, or set VIML_HOME to another disk.");
    }
}
