using Viml.Library;
using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Tagging;

namespace Viml.Cli.Tests;

/// <summary>
/// Models a test can foresee: music is its loudness and its pitch, a video its brightness, words are looked up. Loud music has
/// drums, high music has a flute, low music a double bass; "loud", "high" and "low" are words; a bright video asks for high music.
/// </summary>
internal static class ToyModels
{
    public static ModelSet Create(string hash = "0123456789abcdef", string musicVersion = "1") =>
        new(hash, "toy", new EncoderReference("toy", musicVersion), new(new MusicEncoder()), new(new VideoEncoder()),
            new(new TextEncoder()), new(new JointSpace()), TagVocabulary.Default);

    private static float[] TagsOf(float loud, float high)
    {
        var tags = new float[TagVocabulary.Default.Count];
        tags[TagVocabulary.Default.IndexOf("drums")] = loud;
        tags[TagVocabulary.Default.IndexOf("flute")] = high;
        tags[TagVocabulary.Default.IndexOf("doublebass")] = 1 - high;
        return tags;
    }

    private static float[] Unit(float loud, float high)
    {
        float[] vector = [loud - 0.5f, high - 0.5f, 0.1f];
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / length)];
    }

    private sealed class MusicEncoder : IMusicEncoder
    {
        public string Name => "tune";
        public string Version => "1";
        public int Width => 2;
        public int SampleRate => 16000;
        public int WindowSamples => 48000;
        public double Rate => 1 / 3.0;

        public void Encode(ReadOnlySpan<float> windows, int count, Span<float> features, Span<float> tagProbabilities)
        {
            for (var window = 0; window < count; window++)
            {
                var samples = windows.Slice(window * WindowSamples, WindowSamples);
                var energy = 0.0;
                var crossings = 0;
                for (var i = 1; i < samples.Length; i++)
                {
                    energy += samples[i] * samples[i];
                    if (samples[i - 1] < 0 != samples[i] < 0) crossings++;
                }
                var loud = (float)Math.Min(1, 2 * Math.Sqrt(energy / samples.Length));
                var high = Math.Min(1, crossings / 6000f);
                features[window * 2] = loud;
                features[window * 2 + 1] = high;
                if (!tagProbabilities.IsEmpty) TagsOf(loud, high).CopyTo(tagProbabilities[(window * TagVocabulary.Default.Count)..]);
            }
        }
    }

    private sealed class VideoEncoder : IVideoEncoder
    {
        public string Name => "toy";
        public string Version => "1";
        public int Width => 1;
        public double Rate => 1;

        public IReadOnlyList<FrameRequest> Frames => [new(1, (16, 16))];

        public FeatureSequence Encode(IReadOnlyList<FrameStream> streams)
        {
            var brightness = new List<float>();
            foreach (var frame in streams[0].Frames)
            {
                var sum = 0;
                foreach (var value in frame.Span) sum += value;
                brightness.Add(sum / 255f / frame.Length);
            }
            return new FeatureSequence([.. brightness], brightness.Count, 1, Rate);
        }
    }

    private sealed class TextEncoder : ITextEncoder
    {
        public string Name => "phrase";
        public string Version => "1";
        public int Width => 2;

        public void Encode(string text, Span<float> feature)
        {
            feature[0] = text.Contains("loud", StringComparison.Ordinal) ? 1 : 0;
            feature[1] = text.Contains("high", StringComparison.Ordinal) ? 1 : text.Contains("low", StringComparison.Ordinal) ? 0 : 0.5f;
        }

        public float[] ImpliedTags(string text)
        {
            Span<float> feature = stackalloc float[2];
            Encode(text, feature);
            return TagsOf(feature[0], feature[1]);
        }
    }

    private sealed class JointSpace : IJointSpace
    {
        public int Width => 3;
        public int MusicSteps => 10;

        public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music) => [.. music.SelectMany(one => Unit(Mean(one, 0), Mean(one, 1)))];

        public float[] EmbedQuery(FeatureSequence? video, ReadOnlySpan<float> textFeature)
        {
            var brightness = video is { Time: > 0 } ? Mean(video, 0) : 0.5f;
            return textFeature.IsEmpty ? Unit(0.5f, brightness) : Unit(textFeature[0], (textFeature[1] + brightness) / 2);
        }

        private static float Mean(FeatureSequence sequence, int column) =>
            Enumerable.Range(0, sequence.Time).Average(step => sequence.Values[step * sequence.Width + column]);
    }
}
