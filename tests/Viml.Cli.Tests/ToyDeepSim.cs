using Viml.Models;
using Viml.Models.Music;

namespace Viml.Cli.Tests;

/// <summary>A DeepSim folder with random weights of the smallest size.</summary>
internal static class ToyDeepSim
{
    public static void Write(string folder) => DeepSimModel.Write(folder, new DeepSimManifest
    {
        Name = "random", Version = "", Licence = "CC0-1.0", Created = DateTimeOffset.UnixEpoch, Network = new DeepSimConfig { Unit = 1 },
        TypicalDistance = new PerDimension(1, 1, 1, 1), Training = new TrainingRecord("none", 1, "none"),
    }, DeepSim.Random(new DeepSimConfig { Unit = 1 }, 1), "# Random\n");
}
