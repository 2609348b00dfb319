using System.Numerics.Tensors;
using Viml.Models;
using Viml.Models.VideoMusic;

namespace Viml.Training.Fitting.Matching;

/// <summary>A video to train with.</summary>
/// <param name="Video">Its features.</param>
/// <param name="Wish">What its pictures ask of the tags, of unit length; null where nothing is known of them.</param>
internal sealed record ShownVideo(FeatureSequence Video, float[]? Wish);

/// <summary>
/// Videos for music that has none, or only a painted one: scenes, places, activities and occasions that suit its tags, as a video encoder
/// would give them whose features lie in the space of a text encoder, with the errors that it makes. A video is made of shots; each shows
/// one phrase and has an error of its own. Columns of other encoders are those of the painted video, or their mean.
/// </summary>
/// <param name="width">Numbers of a step.</param>
/// <param name="columns">The columns that are imagined.</param>
internal sealed class ImaginedVideo(int width, IReadOnlyList<ImaginedColumns> columns)
{
    private const int Shortest = 5, Longest = 30; // seconds of a video
    private const int ShortestShot = 2, LongestShot = 15;
    private const double TwoScenes = 0.3; // share of the videos
    private const double Unrecognised = 0.1; // share of the shots that look like nothing the encoder knows

    // Of a painted video either part is left out at times, so that the model learns to use both.
    private static readonly double[] PartsShown = [0.3, 0.3, 0.4]; // painted, imagined, both

    private float[] _average = new float[width];

    /// <summary>
    /// Counts videos as they will be shown. Their mean stands for what is not known of the video of a recording.
    /// </summary>
    public FeatureStatistics Measure(IReadOnlyList<TrainingPair> pairs, ulong seed)
    {
        var statistics = new FeatureStatistics(width);
        foreach (var pair in pairs.Where(pair => pair.Video is not null))
            statistics.Add(pair.SeesLanguage
                ? pair.Video!
                : Draw(pair, 2, new RandomStream(seed ^ RandomStream.Hash(pair.Music.Clip.Id))).Video);
        _average = statistics.Mean;
        return statistics;
    }

    /// <summary>A video for a piece of music; null for a recording where no columns can be imagined.</summary>
    public ShownVideo? Draw(TrainingPair pair, RandomStream random) =>
        pair.Video is null ? columns.Count == 0 ? null : Draw(pair, 1, random)
        : pair.SeesLanguage ? new ShownVideo(pair.Video, null)
        : Draw(pair, random.PickWeighted(PartsShown), random);

    private ShownVideo Draw(TrainingPair pair, int parts, RandomStream random)
    {
        if (parts == 0) return new ShownVideo(pair.Video!, null);
        var time = pair.Video?.Time ?? random.From(Shortest, Longest);
        var values = new float[time * width];
        for (var step = 0; step < time; step++)
            (pair.Video is null || parts == 1 ? _average : pair.Video.Step(step)).CopyTo(values.AsSpan(step * width, width));
        var wish = Imagine(pair.Pictures, values, time, random);
        return new ShownVideo(new FeatureSequence(values, time, width, 1), wish);
    }

    /// <summary>Fills the columns with shots of one scene, or of two, one after the other.</summary>
    private float[] Imagine(SuitableAssociations pictures, float[] values, int time, RandomStream random)
    {
        var wish = new float[SuitableAssociations.DirectionOf(0).Length];
        var cut = time > 1 && random.Chance(TwoScenes) ? random.From(1, time - 1) : time;
        for (int first = 0, end; first < time; first = end)
        {
            end = first < cut ? cut : time;
            var association = pictures.Draw(random);
            TensorPrimitives.Add(wish, SuitableAssociations.DirectionOf(association), wish);
            for (int shot = first, next; shot < end; shot = next)
            {
                next = Math.Min(end, shot + random.From(ShortestShot, LongestShot));
                var isRecognised = shot == first || !random.Chance(Unrecognised);
                foreach (var part in columns)
                {
                    var picture = isRecognised ? part.Picture(association, random) : new float[part.Columns.Width];
                    for (var step = shot; step < next; step++) picture.CopyTo(values.AsSpan(step * width + part.Columns.First));
                }
            }
        }
        return TagWishes.Unit(wish);
    }
}
