using System.Globalization;
using Viml.Corpus.Composing;
using Viml.Corpus.Descriptions;
using Viml.Corpus.Latents;
using Viml.Corpus.Midi;
using Viml.Corpus.Rendering;
using Viml.Corpus.Scenes;
using Viml.Media.Audio;
using Viml.Media.FluidSynth;
using Viml.Media.Video;

namespace Viml.Corpus.Pieces;

/// <summary>Makes the pieces of a corpus: score, sound, picture, texts. Thread-safe.</summary>
public sealed class PieceMaker
{
    // Increase with every change that makes other pieces of the same seed, so that no folder mixes the two.
    private const int ComposerVersion = 2;

    private readonly CorpusOptions _options;
    private readonly IReadOnlyList<SoundFont> _fonts;

    /// <summary>Finds the soundfonts.</summary>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    /// <exception cref="InvalidOperationException">No soundfont is installed.</exception>
    public PieceMaker(CorpusOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _fonts) = (options, SoundFontChoice.Installed(options.SoundFonts, options.Samples));
        var names = string.Join(", ", _fonts.Select(font => $"{font.Name} ({SoundFontChoice.Of(font).Licence})"));
        var kind = options.Samples ? " samples" : "";
        var videos = options.Videos ? $", videos {options.VideoWidth} wide at {Text(options.VideoRate)}/s" : "";
        Licence = options.Samples ? "MIT" : $"made by the viml corpus builder; sounds of {names}";
        Origin = $"viml corpus build --seed {options.Seed}; composer {ComposerVersion}; {Text(options.DurationSeconds)} s{kind}{videos}, "
            + $"{options.SampleRate} Hz; soundfonts: {names}";
    }

    /// <summary>The licence of the pieces.</summary>
    public string Licence { get; }

    /// <summary>Everything that decides what the pieces are, except how many there are.</summary>
    public string Origin { get; }

    /// <summary>The id of piece number <paramref name="index"/>.</summary>
    public static string IdOf(int index) => LatentSampler.IdOf(index);

    /// <summary>Writes the files of piece number <paramref name="index"/> into the folder of the options.</summary>
    public Piece Make(int index, CancellationToken cancellation)
    {
        var latents = LatentSampler.Sample(_options.Seed, index, _options.DurationSeconds);
        var random = new RandomStream(latents.Seed).Fork("rendering");
        var score = Composer.Compose(latents);
        var font = SoundFontChoice.Draw(score, _fonts, random);
        var chain = _options.Samples ? RecordingChain.ForListening(latents, random) : RecordingChain.Draw(latents, random);
        var title = Titles.Of(index, _options.Seed);

        var music = $"music/{latents.Id}.opus";
        WriteMusic(PathOf(music), score, font, chain, title, random, cancellation);
        var video = _options.Videos ? $"video/{latents.Id}.mp4" : null;
        if (video is not null) WriteVideo(PathOf(video), latents, cancellation);
        File.WriteAllBytes(PathOf($"pieces/{latents.Id}.json"), PieceRecord.ToJson(score, title, font.Name, chain));
        return new Piece(latents.Id, video, music, latents.DurationSeconds, latents.Tags(), latents.Measures(), Describe(latents));
    }

    private void WriteMusic(
        string path, Score score, SoundFont font, RecordingChain chain, string title, RandomStream random, CancellationToken cancellation)
    {
        var synthesis = new FluidSynthOptions
        {
            Gain = SoundFontChoice.Of(font).Gain, Reverb = false, Chorus = random.Chance(0.5),
            MaximumSeconds = _options.DurationSeconds + 1,
        };
        var samples = FluidSynthRenderer.Render(ScoreMidi.Write(score), font.Path, _options.SampleRate, synthesis, cancellation);
        var length = (int)(_options.DurationSeconds * _options.SampleRate);
        var sound = StereoSound.FromInterleaved(samples, length, _options.SampleRate);
        chain.Apply(sound, random);
        var file = new AudioWriteOptions { BitRate = chain.BitRate, Tags = _options.Samples ? new AudioTags(title, "viml corpus") : null };
        AudioWriter.Write(path, sound.ToInterleaved(chain.Mono), chain.Mono ? 1 : 2, _options.SampleRate, file, cancellation);
    }

    private void WriteVideo(string path, PieceLatents latents, CancellationToken cancellation)
    {
        var (width, height, rate) = (_options.VideoWidth, _options.VideoWidth * 9 / 16, _options.VideoRate);
        var seed = new RandomStream(latents.Seed).Fork("video").Next();
        var file = new VideoWriteOptions { Quality = _options.Samples ? 28 : 30 };
        VideoWriter.Write(path, ScenePainter.Paint(latents, seed, width, height, rate), width, height, rate, file, cancellation);
    }

    private string[] Describe(PieceLatents latents)
    {
        var random = new RandomStream(latents.Seed).Fork("descriptions");
        return [.. Enumerable.Range(0, _options.Descriptions).Select(_ => Describer.Describe(latents, random.Next()))];
    }

    /// <summary>A path inside the corpus folder, whose folder is made if need be.</summary>
    private string PathOf(string relative)
    {
        var path = Path.Combine(_options.Output, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
