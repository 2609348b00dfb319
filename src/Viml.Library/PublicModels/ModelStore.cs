using System.Text.Json;
using System.Text.Json.Serialization;
using Viml.Engine.Weights;
using Viml.Library.Files;
using Viml.Models.Music;

namespace Viml.Library.PublicModels;

/// <summary>A file as it was when it came into the store.</summary>
public sealed record InstalledFile(string Name, long Size, string Sha256);

/// <summary>A model in the store. Its folder holds this as <c>installed.json</c>, written last: a folder without it is no model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Licence">As the registry states it, or as a DeepSim of the user says; "unknown" for other folders of the user.</param>
/// <param name="Source">The publisher's page, or the folder it was added from.</param>
/// <param name="Revision">The publisher's name of exactly these files; empty for folders of the user.</param>
/// <param name="Files">Its files.</param>
public sealed record InstalledModel(string Name, string Licence, string Source, string Revision, IReadOnlyList<InstalledFile> Files)
{
    /// <summary>Bytes of all files.</summary>
    [JsonIgnore]
    public long Size => Files.Sum(file => file.Size);
}

/// <summary>The models of the user: one folder each, complete or not there at all. Works without a network.</summary>
public sealed class ModelStore(VimlPaths paths, ModelRegistry registry)
{
    private const string ManifestName = "installed.json";
    private const int MaximumName = 64;

    /// <summary>The public models that can be pulled into this store.</summary>
    public ModelRegistry Registry => registry;

    /// <summary>The folder of a model, whether it is there or not.</summary>
    /// <exception cref="ModelStoreException">The name cannot name a folder.</exception>
    public string FolderOf(string name)
    {
        if (name.Length is 0 or > MaximumName || name[0] is '.' or '-' || name.EndsWith(StagingSuffix, StringComparison.Ordinal)
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new ModelStoreException(name, $"'{name}' cannot name a model: use up to {MaximumName} letters, digits, '-', '_' and '.', not starting with '.' or '-'.");
        return Path.Combine(paths.Models, name);
    }

    /// <summary>Every model in the store, by name.</summary>
    public IReadOnlyList<InstalledModel> Installed() => Directory.Exists(paths.Models)
        ? [.. Directory.EnumerateDirectories(paths.Models).Where(folder => File.Exists(Path.Combine(folder, ManifestName))).Order(StringComparer.Ordinal).Select(Read)]
        : [];

    /// <summary>Whether a model is in the store.</summary>
    public bool Has(string name) => File.Exists(Path.Combine(FolderOf(name), ManifestName));

    /// <summary>A model in the store.</summary>
    /// <exception cref="ModelStoreException">It is not there; the message says how to get it.</exception>
    public InstalledModel Find(string name)
    {
        if (Has(name))
            return Read(FolderOf(name));
        var how = registry.Models.Any(model => model.Name == name)
            ? $"Get it with: viml models pull {name}"
            : $"There are: {string.Join(", ", Installed().Select(model => model.Name).Concat(registry.Models.Select(model => model.Name)).Distinct())}.";
        throw new ModelStoreException(FolderOf(name), $"The model '{name}' is not in the store. {how}");
    }

    /// <summary>The path of a file of a model in the store.</summary>
    /// <exception cref="ModelStoreException">The model is not there or has no such file.</exception>
    public string FileOf(string name, string file)
    {
        var model = Find(name);
        return model.Files.Any(known => known.Name == file)
            ? Path.Combine(FolderOf(name), file)
            : throw new ModelStoreException(FolderOf(name), $"The model '{name}' has no file '{file}'. It has: {string.Join(", ", model.Files.Select(known => known.Name))}.");
    }

    /// <summary>Compares every file of a model with what it was when it came. Gives the faults, none where all is well.</summary>
    /// <param name="name">The model.</param>
    /// <param name="progress">Told the bytes read so far.</param>
    /// <param name="cancellation">Ends reading.</param>
    public IReadOnlyList<string> Verify(string name, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        var faults = new List<string>();
        var done = 0L;
        foreach (var file in Find(name).Files)
        {
            var path = Path.Combine(FolderOf(name), file.Name);
            var info = new FileInfo(path);
            if (!info.Exists)
                faults.Add($"{file.Name} is missing");
            else if (info.Length != file.Size)
                faults.Add($"{file.Name} has {info.Length} bytes instead of {file.Size}");
            else if (FileHash.Sha256(path, read => progress?.Invoke(done + read), cancellation) != file.Sha256)
                faults.Add($"{file.Name} has other content than when it came (SHA-256)");
            done += file.Size;
        }

        return faults;
    }

    /// <summary>Deletes a model and what was left of a download of it. Gives the bytes that are free now.</summary>
    /// <exception cref="ModelStoreException">It is not there, or is just being pulled.</exception>
    public long Remove(string name)
    {
        var (folder, staging) = (FolderOf(name), StagingOf(name));
        if (!Directory.Exists(folder) && !Directory.Exists(staging))
            Find(name);
        using var held = Hold(name);
        var size = 0L;
        foreach (var doomed in new[] { folder, staging }.Where(Directory.Exists))
        {
            size += new DirectoryInfo(doomed).EnumerateFiles().Sum(file => file.Length);
            // Without its manifest it is no model, even if deleting stops half way.
            File.Delete(Path.Combine(doomed, ManifestName));
            Directory.Delete(doomed, recursive: true);
        }

        return size;
    }

    /// <summary>
    /// Copies a folder of files into the store under the folder's name. Under the name of a public model it must hold that model's files; one that is said to
    /// hold a DeepSim must hold one.
    /// </summary>
    /// <exception cref="ModelStoreException">The folder is missing or empty, the name is taken, or the files are not those of the public model.</exception>
    /// <exception cref="Models.ModelFileException">The folder holds a broken DeepSim.</exception>
    public InstalledModel Add(string source, CancellationToken cancellation = default)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(source));
        if (!Directory.Exists(full))
            throw new ModelStoreException(full, $"The folder '{full}' does not exist.");
        var files = Directory.GetFiles(full).Where(file => Path.GetFileName(file) != ManifestName).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new ModelStoreException(full, $"The folder '{full}' holds no files.");
        var name = Path.GetFileName(full);
        var staging = Stage(name, out var held);
        using (held)
        {
            var added = new List<InstalledFile>();
            foreach (var file in files)
            {
                var copy = Path.Combine(staging, Path.GetFileName(file));
                cancellation.ThrowIfCancellationRequested();
                StoreFaults.Explain(copy, () => File.Copy(file, copy, overwrite: true));
                added.Add(new InstalledFile(Path.GetFileName(file), new FileInfo(copy).Length, FileHash.Sha256(copy, progress: null, cancellation)));
            }

            var known = registry.Models.FirstOrDefault(model => model.Name == name);
            Compare(known, added, full);
            return Publish(new InstalledModel(name, known?.Licence ?? LicenceIn(full), full, known?.Revision ?? "", added));
        }
    }

    internal const string StagingSuffix = ".part";

    internal string StagingOf(string name) => FolderOf(name) + StagingSuffix;

    /// <summary>Takes the lock of a model and gives the folder in which its files are gathered.</summary>
    internal string Stage(string name, out IDisposable held)
    {
        StoreFaults.Explain(paths.Models, () => Directory.CreateDirectory(paths.Models));
        held = Hold(name);
        try
        {
            if (Has(name))
                throw new ModelStoreException(FolderOf(name), $"The model '{name}' is already in the store. Remove it first: viml models remove {name}");
            var staging = StagingOf(name);
            StoreFaults.Explain(staging, () => Directory.CreateDirectory(staging));
            return staging;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Makes the gathered files a model, in one step: the manifest is written and the folder gets its name.</summary>
    internal InstalledModel Publish(InstalledModel model)
    {
        var (staging, folder) = (StagingOf(model.Name), FolderOf(model.Name));
        StoreFaults.Explain(folder, () =>
        {
            foreach (var surplus in Directory.GetFiles(staging).Where(file => model.Files.All(known => known.Name != Path.GetFileName(file))))
                File.Delete(surplus);
            using (var manifest = new FileStream(Path.Combine(staging, ManifestName), FileMode.Create))
            {
                JsonSerializer.Serialize(manifest, model, StoreJson.Default.InstalledModel);
                manifest.Flush(flushToDisk: true);
            }

            // What is there under the name has no manifest, so it is what an interrupted removal left.
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.Move(staging, folder);
        });
        return model;
    }

    private static string LicenceIn(string folder) => DeepSimModel.IsIn(folder) ? DeepSimModel.Load(folder).Manifest.Licence : "unknown";

    private static void Compare(PublicModel? known, List<InstalledFile> added, string folder)
    {
        foreach (var file in known?.Files ?? [])
        {
            var found = added.FirstOrDefault(other => other.Name == file.Name)
                ?? throw new ModelStoreException(folder, $"'{folder}' has no file '{file.Name}', which the public model '{known!.Name}' has. Rename the folder to add it as a model of your own.");
            if ((file.Size ?? found.Size) != found.Size || (file.Sha256 ?? found.Sha256) != found.Sha256)
                throw new ModelStoreException(folder, $"'{file.Name}' in '{folder}' is not that of the public model '{known!.Name}': SHA-256 {found.Sha256}, expected {file.Sha256}. Rename the folder to add it as a model of your own.");
        }
    }

    private IDisposable Hold(string name) =>
        WriteLock.TryHold(FolderOf(name)) ?? throw new ModelStoreException(FolderOf(name), $"The model '{name}' is just being pulled or changed by another process. Wait until it is done and try again.");

    private static InstalledModel Read(string folder)
    {
        var path = Path.Combine(folder, ManifestName);
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, StoreJson.Default.InstalledModel) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException fault)
        {
            throw new ModelStoreException(path, $"'{path}' is damaged ({fault.Message}) Remove the model and pull it again: viml models remove {Path.GetFileName(folder)}", fault);
        }
    }
}
