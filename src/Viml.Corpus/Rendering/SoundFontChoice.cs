using Viml.Corpus.Composing;
using Viml.Media.FluidSynth;

namespace Viml.Corpus.Rendering;

/// <summary>
/// A soundfont the corpus knows: its licence, how often it is drawn, its level, and whether it has sounds outside bank 0.
/// </summary>
public sealed record KnownSoundFont(string Name, string Licence, double Weight, double Gain, bool HasBanks);

/// <summary>Which soundfonts may render a corpus, and which of them renders a piece.</summary>
public static class SoundFontChoice
{
    /// <summary>The fonts the corpus knows. Their names are those of the files.</summary>
    public static IReadOnlyList<KnownSoundFont> Known { get; } =
    [
        new("FluidR3_GM", "MIT", 0.5, 0.45, true),
        new("MuseScore_General_Full", "MIT", 0.3, 0.45, true),
        new("MuseScore_General", "MIT", 0.22, 0.45, true),
        new("MuseScore_General_Lite", "MIT", 0.22, 0.45, true),
        new("TimGM6mb", "GPL-2.0", 0.28, 0.45, false),
    ];

    /// <summary>
    /// The known fonts that are installed, or those of <paramref name="names"/>. With <paramref name="freeOnly"/> only fonts under the MIT
    /// licence, for audio that ships with the project.
    /// </summary>
    /// <exception cref="ArgumentException">A name is unknown or its font is not installed.</exception>
    /// <exception cref="InvalidOperationException">No known font is installed.</exception>
    public static IReadOnlyList<SoundFont> Installed(IReadOnlyList<string>? names, bool freeOnly)
    {
        var installed = SoundFonts.Find();
        var usable = Known.Where(known => !freeOnly || known.Licence == "MIT").ToArray();
        if (names is not null)
        {
            foreach (var name in names)
                if (!usable.Any(known => known.Name == name) || !installed.Any(font => font.Name == name))
                    throw new ArgumentException(
                        $"Soundfont '{name}' cannot be used. Known: {string.Join(", ", usable.Select(known => known.Name))}; "
                            + $"installed: {string.Join(", ", installed.Select(font => font.Name))}.", nameof(names));
            usable = [.. usable.Where(known => names.Contains(known.Name))];
        }
        SoundFont[] found = [.. usable.SelectMany(known => installed.Where(font => font.Name == known.Name).Take(1))];
        if (found.Length == 0)
            throw new InvalidOperationException("No soundfont is installed. Install one with 'sudo apt install fluid-soundfont-gm'.");
        return found;
    }

    /// <summary>The facts about a font.</summary>
    public static KnownSoundFont Of(SoundFont font) => Known.First(known => known.Name == font.Name);

    /// <summary>Draws the font of a piece; sounds that only some fonts have restrict the choice where possible.</summary>
    internal static SoundFont Draw(Score score, IReadOnlyList<SoundFont> fonts, RandomStream random)
    {
        var needsBanks = score.Parts.Any(part => part.Voice.NeedsBanks);
        var fitting = fonts.Where(font => !needsBanks || Of(font).HasBanks).ToArray();
        if (fitting.Length == 0) fitting = [.. fonts];
        return fitting[random.PickWeighted([.. fitting.Select(font => Of(font).Weight)])];
    }
}
