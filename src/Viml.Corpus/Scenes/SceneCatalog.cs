using Viml.Corpus.Scenes.Drawing;
using Viml.Corpus.Scenes.Kinds;

namespace Viml.Corpus.Scenes;

/// <summary>Every kind of scene by name, with how to set one up. A new kind is a file in Kinds and a line here.</summary>
internal static class SceneCatalog
{
    public static IReadOnlyList<SceneKind> All { get; } =
    [
        new("clouds", (random, busyness) => new Clouds(random, busyness)),
        new("sea", (random, busyness) => new Sea(random, busyness)),
        new("forest", (random, busyness) => new Forest(random, busyness)),
        new("city", (random, busyness) => new CityLights(random, busyness)),
        new("rain", (random, busyness) => new Rain(random, busyness)),
        new("fireworks", (random, busyness) => new Fireworks(random, busyness)),
        new("kaleidoscope", (random, busyness) => new Kaleidoscope(random, busyness)),
        new("dancers", (random, busyness) => new Dancers(random, busyness)),
        new("tunnel", (random, busyness) => new Tunnel(random, busyness)),
        new("road", (random, busyness) => new Road(random, busyness)),
        new("plasma", (random, busyness) => new Plasma(random, busyness)),
        new("stars", (random, busyness) => new Starfield(random, busyness)),
        new("hills", (random, busyness) => new Hills(random, busyness)),
        new("fire", (random, busyness) => new Fire(random, busyness)),
        new("snow", (random, busyness) => new Snow(random, busyness)),
        new("ripples", (random, busyness) => new Ripples(random, busyness)),
        new("portrait", (random, busyness) => new Portrait(random, busyness)),
        new("stage", (random, busyness) => new Stage(random, busyness)),
        new("grid", (random, busyness) => new NeonGrid(random, busyness)),
        new("meadow", (random, busyness) => new Meadow(random, busyness)),
        new("shapes", (random, busyness) => new Shapes(random, busyness)),
    ];

    public static int IndexOf(string name)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].Name == name)
                return i;
        throw new ArgumentException($"Unknown scene '{name}'. Known: {string.Join(", ", All.Select(kind => kind.Name))}.", nameof(name));
    }
}

/// <summary>A kind of scene; <paramref name="Create"/> takes the shot's random stream and how many things there are, 0..1.</summary>
internal sealed record SceneKind(string Name, Func<RandomStream, float, Scene> Create);
