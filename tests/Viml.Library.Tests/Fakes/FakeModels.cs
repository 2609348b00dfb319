using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Library.Tests.Fakes;

/// <summary>
/// Models small enough to check by hand: music is described by the mean level of each window, spread over a few features; the joint space
/// is the normalised mean of features; text is read as numbers.
/// </summary>
internal static class FakeModels
{
    public const int Width = 4;
    public const int SampleRate = 100;
    public const int WindowSamples = 3 * SampleRate;

    public static ModelSet Create(
        string bundle = "bundle-a", string musicVersion = "1", Action? onEncode = null, float jointSign = 1,
        Func<IMusicEncoder>? loadMusic = null, IJointSpace? joint = null, IVideoEncoder? video = null, bool hasAssociations = false) =>
        new(bundle, "fake", new EncoderReference("level", musicVersion),
            new(() => loadMusic is null ? new Music(musicVersion, onEncode) : loadMusic()),
            new(video ?? new Video()), new(new Text()), new(joint ?? new Joint(jointSign)), TagVocabulary.Default)
        {
            Associations = new(hasAssociations ? NearNothing : null),
            TagHead = new(hasAssociations ? new Head() : null),
        };

    /// <summary>Associations that no text is near to, so that words ask for the tags they name.</summary>
    private static AssociationEmbeddings NearNothing => new(new float[AssociationTable.Default.Count * Width], Width);

    /// <summary>The feature of a window of one level: a point on a quarter circle, so that levels are told apart by their angle.</summary>
    public static float[] Feature(float level) =>
        [MathF.Cos(level * MathF.PI / 2), MathF.Sin(level * MathF.PI / 2), level, 1];

    public static float[] Unit(ReadOnlySpan<float> vector)
    {
        var unit = vector.ToArray();
        var norm = MathF.Sqrt(unit.Sum(x => x * x));
        for (var i = 0; i < unit.Length; i++)
            unit[i] /= norm;
        return unit;
    }

    private static void WriteTags(float level, Span<float> tags)
    {
        tags.Clear();
        tags[TagVocabulary.Default.IndexOf("drums")] = level;
        tags[TagVocabulary.Default.IndexOf("calm")] = 1 - level;
    }

    /// <summary>The tags of features: their third number is the level.</summary>
    private sealed class Head : ITagHead
    {
        public float[] Tags(FeatureSequence features)
        {
            var tags = new float[features.Time * TagVocabulary.Default.Count];
            for (var step = 0; step < features.Time; step++)
                WriteTags(features.Step(step)[2], tags.AsSpan(step * TagVocabulary.Default.Count, TagVocabulary.Default.Count));
            return tags;
        }
    }

    private sealed class Music(string version, Action? onEncode) : IMusicEncoder
    {
        public string Name => "level";

        public string Version => version;

        public int Width => FakeModels.Width;

        public int SampleRate => FakeModels.SampleRate;

        public int WindowSamples => FakeModels.WindowSamples;

        public double Rate => 1 / 3.0;

        public void Encode(ReadOnlySpan<float> windows, int count, Span<float> features, Span<float> tagProbabilities)
        {
            onEncode?.Invoke();
            for (var i = 0; i < count; i++)
            {
                var level = 0.0;
                foreach (var sample in windows.Slice(i * WindowSamples, WindowSamples))
                    level += sample;
                Feature((float)(level / WindowSamples)).CopyTo(features[(i * Width)..]);
                if (tagProbabilities.IsEmpty)
                    continue;
                var tags = tagProbabilities.Slice(i * TagVocabulary.Default.Count, TagVocabulary.Default.Count);
                WriteTags((float)(level / WindowSamples), tags);
            }
        }
    }

    private sealed class Video : IVideoEncoder
    {
        public string Name => "grey";

        public string Version => "1";

        public int Width => FakeModels.Width;

        public double Rate => 1;

        public IReadOnlyList<FrameRequest> Frames => [new(2, (4, 2))];

        public FeatureSequence Encode(IReadOnlyList<FrameStream> streams)
        {
            var levels = new List<float>();
            foreach (var frame in streams[0].Frames)
                levels.Add((float)frame.ToArray().Average(x => x) / 255);
            return new FeatureSequence([.. levels.SelectMany(Feature)], levels.Count, Width, 2);
        }
    }

    /// <summary>
    /// Reads a text as a level: "0.25 drums" has the feature of level 0.25 and implies drums. Other texts have level 0.5.
    /// </summary>
    private sealed class Text : ITextEncoder
    {
        public string Name => "number";

        public string Version => "1";

        public int Width => FakeModels.Width;

        public void Encode(string text, Span<float> feature) =>
            Feature(float.TryParse(text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture, out var level) ? level : 0.5f)
                .CopyTo(feature);

        public float[] ImpliedTags(string text)
        {
            var tags = new float[TagVocabulary.Default.Count];
            foreach (var word in text.Split(' ').Skip(1))
                if (TagVocabulary.Default.TryIndexOf(word, out var tag))
                    tags[tag] = 0.9f;
            return tags;
        }
    }

    private sealed class Joint(float sign) : IJointSpace
    {
        public int Width => FakeModels.Width;

        public int MusicSteps => 10;

        public float[] EmbedMusic(IReadOnlyList<FeatureSequence> music) =>
            [.. music.SelectMany(stretch => Unit([.. Mean(stretch).Select(x => x * sign)]))];

        public float[] EmbedQuery(FeatureSequence? video, ReadOnlySpan<float> textFeature) =>
            Unit(!textFeature.IsEmpty ? textFeature : Mean(video!));

        private static float[] Mean(FeatureSequence sequence)
        {
            var mean = new float[sequence.Width];
            for (var i = 0; i < sequence.Values.Length; i++)
                mean[i % sequence.Width] += sequence.Values[i] / sequence.Time;
            return mean;
        }
    }
}
