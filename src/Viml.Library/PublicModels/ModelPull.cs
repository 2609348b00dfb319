using Viml.Engine.Weights;

namespace Viml.Library.PublicModels;

/// <summary>The progress of a download: bytes received and in total, and the current file.</summary>
public readonly record struct PullProgress(long Done, long Total, string File);

/// <summary>
/// Installs public models: resumes interrupted downloads, checks size and SHA-256 of each file, and publishes the model when it is
/// complete. Until then its files are in a folder of another name, which is never taken for a model.
/// </summary>
public sealed class ModelPull(ModelStore store, Download download)
{
    /// <summary>Installs a model that is not installed yet.</summary>
    /// <param name="model">The model.</param>
    /// <param name="mirror">The address of a mirror that has <c>NAME/FILE</c> for each file; null for the publisher's own.</param>
    /// <param name="progress">Told often.</param>
    /// <param name="cancellation">Stops the download; the part received is kept for the next one.</param>
    /// <exception cref="ModelStoreException">
    /// A server, the disk or the content is at fault; the message says which, and what to do.
    /// </exception>
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
                var address = mirror is null
                    ? file.Address
                    : $"{mirror.TrimEnd('/')}/{Uri.EscapeDataString(model.Name)}/{Uri.EscapeDataString(file.Name)}";
                var path = Path.Combine(staging, file.Name);
                void Report(long done) => progress(new PullProgress(before + done, model.Size, file.Name));
                installed.Add(Fetch(file, address, path, Report, cancellation));
                before += installed[^1].Size;
            }

            return store.Publish(new InstalledModel(model.Name, model.Licence, model.Source, model.Revision, installed));
        }
    }

    private InstalledFile Fetch(ModelFile file, string address, string path, Action<long> progress, CancellationToken cancellation)
    {
        // Two versions of a file whose hash is unknown cannot be told apart, so it is downloaded from the start.
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
                throw new ModelStoreException(
                    path,
                    $"'{address}' gave {size} bytes with SHA-256 {hash}, expected {file.Sha256}. "
                    + "They were deleted, because this is not the file in the registry. Try again later or from another mirror.");
            resumed = false;
        }
    }

    private static void CheckSpace(PublicModel model, string staging)
    {
        var there = new DirectoryInfo(staging).EnumerateFiles().Sum(file => file.Length);
        var free = new DriveInfo(staging).AvailableFreeSpace;
        if (model.Size - there > free)
            throw new ModelStoreException(
                staging,
                $"'{model.Name}' needs {(model.Size - there) / 1_000_000:N0} MB at '{staging}', and only {free / 1_000_000:N0} MB are "
                + "free. Free some space, or set VIML_HOME to another disk.");
    }
}
