using System.Text.Json;
using System.Text.Json.Serialization;
using Viml.Engine;
using Viml.Engine.Files;
using Viml.Engine.Weights;
using Viml.Library.Files;
using Viml.Models.Music;

namespace Viml.Library.PublicModels;

/// <summary>A file as it was when its model was installed.</summary>
public sealed record InstalledFile(string Name, long Size, string Sha256);

/// <summary>An installed model. Its folder holds this as <c>installed.json</c>, written last: a folder without it is not a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Licence">From the registry, or from the manifest of a DeepSim of the user; "unknown" for other folders of the user.</param>
/// <param name="Source">The publisher's page, or the folder it was copied from.</param>
/// <param name="Revision">The publisher's identifier of exactly these files; empty for folders of the user.</param>
/// <param name="Files">Its files.</param>
public sealed record InstalledModel(string Name, string Licence, string Source, string Revision, IReadOnlyList<InstalledFile> Files)
{
    /// <summary>The version of the program that installed it; null where that is not known.</summary>
    public string? Program { get; init; }

    /// <summary>Bytes of all files.</summary>
    [JsonIgnore]
    public long Size => Files.Sum(file => file.Size);
}

/// <summary>An installed model whose <c>installed.json</c> cannot be read, and why.</summary>
public sealed record DamagedModel(string Name, string Problem);

/// <summary>The installed models: one folder each, complete or absent. Works without a network.</summary>
public sealed class ModelStore(VimlPaths paths, ModelRegistry registry)
{
    private const string ManifestName = "installed.json";
    private const int MaximumName = 64;
    private const long MaximumSize = 1L << 50;

    /// <summary>The public models that can be installed.</summary>
    public ModelRegistry Registry => registry;

    /// <summary>The folder of a model, whether it is installed or not.</summary>
    /// <exception cref="ModelStoreException">The name cannot name a folder.</exception>
    public string FolderOf(string name)
    {
        if (name.Length is 0 or > MaximumName || name[0] is '.' or '-' || name.EndsWith(StagingSuffix, StringComparison.Ordinal)
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new ModelStoreException(
                name,
                $"'{name}' is not a name for a model: use up to {MaximumName} letters, digits, '-', '_' and '.', not starting with "
                + "'.' or '-'.");
        return Path.Combine(paths.Models, name);
    }

    /// <summary>The names of all installed models, in order; nothing is read of them.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(paths.Models)
        ? [.. Directory.EnumerateDirectories(paths.Models).Where(IsModel)
            .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
        : [];

    private static bool IsModel(string folder) =>
        !folder.EndsWith(StagingSuffix, StringComparison.Ordinal) && Path.Exists(Path.Combine(folder, ManifestName));

    /// <summary>Every installed model, by name, and those that are damaged.</summary>
    public (IReadOnlyList<InstalledModel> Models, IReadOnlyList<DamagedModel> Damaged) Installed()
    {
        var (models, damaged) = (new List<InstalledModel>(), new List<DamagedModel>());
        foreach (var name in Names())
        {
            try
            {
                models.Add(Read(Path.Combine(paths.Models, name)));
            }
            catch (ModelStoreException fault)
            {
                damaged.Add(new DamagedModel(name, fault.Message));
            }
        }
        return (models, damaged);
    }

    /// <summary>Whether a model is installed.</summary>
    public bool Has(string name) => Path.Exists(Path.Combine(FolderOf(name), ManifestName));

    /// <summary>An installed model.</summary>
    /// <exception cref="ModelStoreException">It is not installed; the message says how to install it.</exception>
    public InstalledModel Find(string name)
    {
        if (Has(name))
            return Read(FolderOf(name));
        var known = registry.Models.Select(model => model.Name).ToArray();
        var how = known.Contains(name)
            ? $"Install it with: viml models pull {name}"
            : $"Available: {string.Join(", ", Names().Concat(known).Distinct())}.";
        throw new ModelStoreException(FolderOf(name), $"The model '{name}' is not installed. {how}");
    }

    /// <summary>The path of a file of an installed model.</summary>
    /// <exception cref="ModelStoreException">The model is not installed or has no such file.</exception>
    public string FileOf(string name, string file)
    {
        var model = Find(name);
        return model.Files.Any(known => known.Name == file)
            ? Path.Combine(FolderOf(name), file)
            : throw new ModelStoreException(
                FolderOf(name),
                $"The model '{name}' has no file '{file}'. It has: {string.Join(", ", model.Files.Select(known => known.Name))}.");
    }

    /// <summary>
    /// Compares every file of a model with what it was when it was installed. Returns the faults; empty where it is unchanged.
    /// </summary>
    /// <param name="name">The model.</param>
    /// <param name="progress">Told the bytes read so far.</param>
    /// <param name="cancellation">Stops reading.</param>
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
                faults.Add($"{file.Name} has changed since it was installed (SHA-256)");
            done += file.Size;
        }

        return faults;
    }

    /// <summary>
    /// Removes a model and what an interrupted download left of it. Returns the bytes freed. Of a link, only the link is removed.
    /// </summary>
    /// <exception cref="ModelStoreException">It is not installed, or is just being downloaded.</exception>
    public long Remove(string name)
    {
        var (folder, staging) = (FolderOf(name), StagingOf(name));
        if (!Directory.Exists(folder) && !Directory.Exists(staging))
            Find(name);
        using var held = Hold(name);
        var size = 0L;
        foreach (var existing in new[] { folder, staging }.Where(Directory.Exists))
        {
            if (RemoveLink(existing))
                continue;
            size += new DirectoryInfo(existing).EnumerateFiles().Sum(file => file.Length);
            // Without its manifest it is not a model, even if deleting stops half way.
            File.Delete(Path.Combine(existing, ManifestName));
            Directory.Delete(existing, recursive: true);
        }

        return size;
    }

    private static bool RemoveLink(string folder)
    {
        if (new DirectoryInfo(folder).LinkTarget is null)
            return false;
        Directory.Delete(folder); // the link, not what it leads to
        return true;
    }

    /// <summary>
    /// Installs a copy of a folder under the folder's name. Under the name of a public model it must hold that model's files; with the
    /// manifest of a DeepSim it must hold a DeepSim.
    /// </summary>
    /// <exception cref="ModelStoreException">
    /// The folder is missing or empty, the name is taken, or the files are not those of the public model.
    /// </exception>
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
                added.Add(
                    new InstalledFile(
                        Path.GetFileName(file), new FileInfo(copy).Length, FileHash.Sha256(copy, progress: null, cancellation)));
            }

            var known = registry.Models.FirstOrDefault(model => model.Name == name);
            Compare(known, added, full);
            return Publish(new InstalledModel(name, known?.Licence ?? LicenceIn(full), full, known?.Revision ?? "", added));
        }
    }

    internal const string StagingSuffix = ".part";

    internal string StagingOf(string name) => FolderOf(name) + StagingSuffix;

    /// <summary>Locks a model and returns the folder in which its files are collected.</summary>
    internal string Stage(string name, out IDisposable held)
    {
        StoreFaults.Explain(paths.Models, () => PrivateFiles.CreateFolder(paths.Models));
        held = Hold(name);
        try
        {
            if (Has(name))
                throw new ModelStoreException(
                    FolderOf(name), $"The model '{name}' is already installed. Remove it first: viml models remove {name}");
            var staging = StagingOf(name);
            StoreFaults.Explain(staging, () =>
            {
                if (Directory.Exists(staging))
                    RemoveLink(staging);
                PrivateFiles.CreateFolder(staging);
            });
            return staging;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Turns the collected files into a model in one step: writes the manifest and renames the folder.</summary>
    internal InstalledModel Publish(InstalledModel model)
    {
        var (staging, folder) = (StagingOf(model.Name), FolderOf(model.Name));
        StoreFaults.Explain(folder, () =>
        {
            foreach (
                var surplus in Directory.GetFiles(staging).Where(file => model.Files.All(known => known.Name != Path.GetFileName(file))))
                File.Delete(surplus);
            using (var manifest = new FileStream(Path.Combine(staging, ManifestName), FileMode.Create))
            {
                JsonSerializer.Serialize(manifest, model with { Program = ProgramVersion.Text }, StoreJson.Default.InstalledModel);
                manifest.Flush(flushToDisk: true);
            }

            // A folder under this name has no manifest, so an interrupted removal left it.
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
                ?? throw new ModelStoreException(
                    folder,
                    $"'{folder}' has no file '{file.Name}', which the public model '{known!.Name}' has. "
                    + "Rename the folder to install it as a model of your own.");
            if ((file.Size ?? found.Size) != found.Size || (file.Sha256 ?? found.Sha256) != found.Sha256)
                throw new ModelStoreException(
                    folder,
                    $"'{file.Name}' in '{folder}' is not that of the public model '{known!.Name}': SHA-256 {found.Sha256}, expected "
                    + $"{file.Sha256}. Rename the folder to install it as a model of your own.");
        }
    }

    private IDisposable Hold(string name) =>
        WriteLock.TryHold(FolderOf(name))
            ?? throw new ModelStoreException(
                FolderOf(name), $"The model '{name}' is in use by another process. Wait until it is done and try again.");

    private static bool IsPlain(InstalledFile? file) =>
        file is { Name: { Length: > 0 } name, Size: >= 0 and < MaximumSize, Sha256: not null }
            && Path.GetFileName(name) == name && name is not ("." or "..");

    private static InstalledModel Read(string folder)
    {
        var path = Path.Combine(folder, ManifestName);
        try
        {
            using var stream = File.OpenRead(RegularFile.Require(path));
            var model = JsonSerializer.Deserialize(stream, StoreJson.Default.InstalledModel) ?? throw new JsonException("It is empty.");
            // The names become paths, the sizes a sum; elements of a list may be null whatever their type says.
            return model.Name == Path.GetFileName(folder) && model.Files.All(IsPlain)
                ? model
                : throw new JsonException("It does not describe the files of this model.");
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelStoreException(
                path,
                $"'{path}' is damaged ({fault.Message}) Remove the model and install it again: viml models remove "
                + $"{Path.GetFileName(folder)}",
                fault);
        }
    }
}
