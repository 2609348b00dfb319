using Viml.Library.PublicModels;

namespace Viml.Cli.ModelStores;

/// <summary>A model as <c>viml models list</c> shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Installed">Whether it is installed.</param>
/// <param name="Path">Its folder; null where it is not installed.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="CommercialUse">Whether the licence allows commercial use; null for models of the user.</param>
/// <param name="Source">Its source.</param>
/// <param name="Revision">Its version.</param>
/// <param name="Purpose">Its purpose.</param>
/// <param name="Problem">What is wrong with an installed model that cannot be used; null where nothing is known to be.</param>
internal sealed record ModelEntry(
    string Name, bool Installed, string? Path, long Bytes, string Licence, bool? CommercialUse, string Source, string Revision,
    string Purpose, string? Problem = null);

/// <summary>The JSON answer of <c>viml models list</c>.</summary>
internal sealed record ModelListAnswer(IReadOnlyList<ModelEntry> Models)
{
    /// <summary>The public models, then those of the user.</summary>
    public static ModelListAnswer Of(ModelStore store)
    {
        var (models, damaged) = store.Installed();
        var installed = models.ToDictionary(model => model.Name);
        var problems = damaged.ToDictionary(model => model.Name, model => model.Problem);
        var known = store.Registry.Models.Select(model => new ModelEntry(
            model.Name, store.Has(model.Name), store.Has(model.Name) ? store.FolderOf(model.Name) : null,
            installed.TryGetValue(model.Name, out var there) ? there.Size : model.Size, model.Licence, model.CommercialUse, model.Source,
            model.Revision, model.Purpose, problems.GetValueOrDefault(model.Name)));
        var own = installed.Values.Where(model => store.Registry.Models.All(other => other.Name != model.Name))
            .Select(model => new ModelEntry(
                model.Name, true, store.FolderOf(model.Name), model.Size, model.Licence, null, model.Source, model.Revision,
                "Installed from a folder"));
        var broken = damaged.Where(model => store.Registry.Models.All(other => other.Name != model.Name))
            .Select(model => new ModelEntry(
                model.Name, true, store.FolderOf(model.Name), 0, "unknown", null, "", "", "Installed from a folder", model.Problem));
        return new ModelListAnswer([.. known, .. own, .. broken]);
    }
}
