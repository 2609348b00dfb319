using Viml.Media.Audio;
using Viml.Media.FluidSynth;
using Viml.Media.Video;
using Viml.Training.Corpus.Composing;
using Viml.Training.Corpus.Descriptions;
using Viml.Training.Corpus.Latents;
using Viml.Training.Corpus.Midi;
using Viml.Training.Corpus.Rendering;
using Viml.Training.Corpus.Scenes;
using Viml.Training.Datasets;

namespace Viml.Training.Corpus;

/// <summary>Makes one piece: score, sound, picture, texts. Files appear only when complete. Thread-safe.</summary>
internal sealed class PieceMaker(CorpusOptions options, IReadOnlyList<SoundFont> fonts)
{
    /// <summary>Writes the files of piece number <paramref name="index"/> and returns its line of the manifest.</summary>
    public Clip Make(int index, CancellationToken cancellation)
    {
        var latents = LatentSampler.Sample(options.Seed, index, options.DurationSeconds);
        var random = new RandomStream(latents.Seed).Fork("rendering");
        var score = Composer.Compose(latents);
        var font = SoundFontChoice.Draw(score, fonts, random);
        var chain = options.Samples ? RecordingChain.ForListening(latents, random) : RecordingChain.Draw(latents, random);
        var title = Titles.Of(index, options.Seed);

        var music = $"music/{latents.Id}.opus";
        WriteMusic(Path.Combine(options.Output, music), score, font, chain, title, random, cancellation);
        string? video = null;
        if (options.Videos)
        {
            video = $"video/{latents.Id}.mp4";
            WriteVideo(Path.Combine(options.Output, video), latents, cancellation);
        }
        PieceRecord.Write(Path.Combine(options.Output, "pieces", $"{latents.Id}.json"), score, title, font.Name, chain);
        return new Clip(latents.Id, video, music, 0, latents.DurationSeconds, CorpusSplit.Of(latents.Id),
            latents.Tags().ToDictionary(tag => tag, _ => 1f), new Dictionary<string, IReadOnlyList<string>> { ["human"] = Describe(latents) })
        {
            Measures = latents.Measures(),
        };
    }

    private void WriteMusic(string path, Score score, SoundFont font, RecordingChain chain, string title, RandomStream random, CancellationToken cancellation)
    {
        var synthesis = new FluidSynthOptions { Gain = SoundFontChoice.Of(font).Gain, Reverb = false, Chorus = random.Chance(0.5), MaximumSeconds = options.DurationSeconds + 1 };
        var samples = FluidSynthRenderer.Render(ScoreMidi.Write(score), font.Path, options.SampleRate, synthesis, cancellation);
        var sound = StereoSound.FromInterleaved(samples, (int)(options.DurationSeconds * options.SampleRate), options.SampleRate);
        chain.Apply(sound, random);
        var tags = options.Samples ? new AudioTags(title, "viml corpus") : null;
        AudioWriter.Write(path, sound.ToInterleaved(chain.Mono), chain.Mono ? 1 : 2, options.SampleRate, new AudioWriteOptions { BitRate = chain.BitRate, Tags = tags }, cancellation);
    }

    private void WriteVideo(string path, PieceLatents latents, CancellationToken cancellation)
    {
        var height = options.VideoWidth * 9 / 16;
        var seed = new RandomStream(latents.Seed).Fork("video").Next();
        VideoWriter.Write(path, ScenePainter.Paint(latents, seed, options.VideoWidth, height, options.VideoRate), options.VideoWidth, height, options.VideoRate,
            new VideoWriteOptions { Quality = options.Samples ? 28 : 30 }, cancellation);
    }

    private List<string> Describe(PieceLatents latents)
    {
        var random = new RandomStream(latents.Seed).Fork("descriptions");
        var texts = new List<string>();
        for (var i = 0; i < options.Descriptions; i++) texts.Add(Describer.Describe(latents, random.Next()));
        return texts;
    }
}
