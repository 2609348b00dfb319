namespace Viml.Training.Methods;

/// <summary>The methods of the paper's tables by name.</summary>
internal static class KnownMethods
{
    /// <summary>The method of that name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="text">The texts that a method with text is trained on.</param>
    /// <exception cref="ArgumentException">There is none; the message lists the known ones.</exception>
    public static IMethod ByName(string name, string text) => name switch
    {
        "chance" => new ChanceMethod(),
        "pretet" => new PretetMethod(),
        "mvpt" => new MvptMethod(),
        "mvpt+" => new MvptPlusMethod(),
        "viml" => new VimlMethod(text),
        _ => throw new ArgumentException($"Unknown method '{name}'. Known: {string.Join(", ", Names)}.", nameof(name)),
    };

    /// <summary>Every name, in the order of the tables.</summary>
    public static IReadOnlyList<string> Names { get; } = ["pretet", "mvpt", "mvpt+", "viml", "chance"];
}
