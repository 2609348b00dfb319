using System.CommandLine;
using Viml.Library.PublicModels;

namespace Viml.Cli.ModelStores;

/// <summary>What the commands about models share.</summary>
internal static class Stores
{
    public static ModelStore Of(AppEnvironment environment) => new(environment.Paths, ModelRegistry.Default);

    public static Argument<string> Name(string description) => new("NAME") { Description = description };

    public static string Size(long bytes) => bytes < 1_000_000 ? $"{bytes / 1e3:0} kB" : $"{bytes / 1e6:0.#} MB";
}
