using Viml.Corpus.Latents;
using Viml.Corpus.Scenes;

namespace Viml.Corpus.Tests.Scenes;

/// <summary>Directions of the links from music to picture, measured on painted frames and storyboards over many seeds.</summary>
public sealed class SceneLinksTests
{
    private const int Seeds = 40;

    private static readonly PieceLatents Neutral = LatentSampler.Sample(23, 4, 12) with
    {
        Genre = "pop", Moods = ["warm"], Valence = 0, Arousal = 0, TempoBpm = 108, Density = 0.5, Brightness = 0.5, Loudness = 0.5,
        Instruments = ["piano"],
    };

    [Fact]
    public void Excited_music_is_more_saturated_moves_faster_and_is_cut_quicker()
    {
        var calm = Measure(Neutral with { Arousal = -0.9, Density = 0.15, TempoBpm = 65 });
        var excited = Measure(Neutral with { Arousal = 0.9, Density = 0.85, TempoBpm = 160 });
        Assert.True(excited.Saturation > calm.Saturation + 0.05, $"{calm} {excited}");
        Assert.True(excited.Motion > calm.Motion * 1.4, $"{calm} {excited}");
        Assert.True(excited.Shots > calm.Shots * 2, $"{calm} {excited}");
    }

    [Fact]
    public void Pleasant_major_music_is_lighter_and_yellower()
    {
        var sad = Measure(Neutral with { Valence = -0.9, IsMajor = false });
        var happy = Measure(Neutral with { Valence = 0.9, IsMajor = true });
        Assert.True(happy.Light > sad.Light + 0.05, $"{sad} {happy}");
        Assert.True(happy.Yellow > sad.Yellow + 0.05, $"{sad} {happy}");
    }

    [Fact]
    public void Heavy_music_is_darker_and_redder()
    {
        var light = Measure(Neutral with { Loudness = 0.2, Brightness = 0.8 });
        var heavy = Measure(Neutral with { Loudness = 0.95, Brightness = 0.15, Moods = ["heavy", "dark"],
            Instruments = ["electricguitar"] });
        Assert.True(heavy.Light < light.Light - 0.05, $"{light} {heavy}");
        Assert.True(heavy.Red > light.Red + 0.04, $"{light} {heavy}");
    }

    [Fact]
    public void The_links_are_noisy_enough_to_overlap()
    {
        var sad = Enumerable.Range(0, 200).Select(seed => VideoLatents.From(Neutral with { Valence = -0.5 },
            (ulong)seed).Lightness).ToArray();
        var happy = Enumerable.Range(0, 200).Select(seed => VideoLatents.From(Neutral with { Valence = 0.5 }, 1000 + (ulong)seed)
            .Lightness).ToArray();
        var wrong = sad.Zip(happy).Count(pair => pair.First > pair.Second) / 200.0;
        Assert.InRange(wrong, 0.02, 0.35);
    }

    [Fact]
    public void Genres_prefer_scenes_without_owning_them()
    {
        var preferred = GenreLook.Of("metal").Scenes.Select(SceneCatalog.IndexOf).ToHashSet();
        var scenes = Enumerable.Range(0, 300).Select(seed => VideoLatents.From(Neutral with { Genre = "metal" },
            (ulong)seed).Scenes[0]).ToArray();
        Assert.InRange(scenes.Count(preferred.Contains) / 300.0, 0.6, 0.9);
    }

    private static Look Measure(PieceLatents piece)
    {
        double saturation = 0, light = 0, yellow = 0, red = 0, motion = 0, shots = 0;
        long pixels = 0, steps = 0;
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            shots += Storyboard.Draw(piece, VideoLatents.From(piece, seed), seed).Count / (double)Seeds;
            byte[]? last = null;
            foreach (var frame in ScenePainter.Paint(piece, seed, 32, 18, 2))
            {
                var rgb = frame.ToArray();
                for (var i = 0; i < rgb.Length; i += 3)
                {
                    double r = rgb[i] / 255.0, g = rgb[i + 1] / 255.0, b = rgb[i + 2] / 255.0;
                    saturation += Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b));
                    light += (r + g + b) / 3;
                    yellow += (r + g) / 2 - b;
                    red += r - (g + b) / 2;
                    pixels++;
                }
                if (last is not null)
                {
                    motion += rgb.Zip(last, (now, before) => Math.Abs(now - before)).Average();
                    steps++;
                }
                last = rgb;
            }
        }
        return new Look(saturation / pixels, light / pixels, yellow / pixels, red / pixels, motion / steps, shots);
    }

    private sealed record Look(double Saturation, double Light, double Yellow, double Red, double Motion, double Shots);
}
