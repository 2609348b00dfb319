using System.Numerics.Tensors;
using Viml.Models;
using Viml.Models.Language;
using Viml.Training.Fitting.Matching;

namespace Viml.Training.Tests.Fitting.Matching;

public sealed class ImaginedVideoTests
{
    private const int Painted = 2, Seen = 16;

    private static readonly float[] Party = AssociationTable.Default[Pairs.Association("wedding party")].Weights.ToArray();

    private static readonly ITextEncoder Text = new HashedText();

    private static readonly FeatureSequence Video = new(
        [.. Enumerable.Repeat(new[] { 3f, 4f }.Concat(new float[Seen]), 12).SelectMany(x => x)],
        12, Painted + Seen, 1);

    private static readonly LanguageColumns Place = new("hashed", "1", Painted, Seen) { Temperature = 1, Doubt = 0, Certainty = 1 };

    [Fact]
    public void Pictures_suit_the_music_and_are_of_unit_length_or_not_recognised()
    {
        var videos = new ImaginedVideo(Painted + Seen, [new ImaginedColumns(Place, Text, errors: null)]);
        var pair = Pairs.Of(Party);

        for (ulong seed = 0; seed < 20; seed++)
        {
            var shown = videos.Draw(pair, new RandomStream(seed))!;

            Assert.InRange(shown.Video.Time, 5, 30);
            Assert.True(TensorPrimitives.Dot<float>(shown.Wish!, Party) > 0);
            Assert.Equal(1, TensorPrimitives.Norm(shown.Video.Step(0)[Painted..]), 1e-4);
            for (var step = 0; step < shown.Video.Time; step++)
            {
                Assert.Equal([0, 0], shown.Video.Step(step)[..Painted].ToArray());
                var length = TensorPrimitives.Norm(shown.Video.Step(step)[Painted..]);
                Assert.True(length == 0 || Math.Abs(length - 1) < 1e-4);
            }
        }
    }

    [Fact]
    public void Of_a_painted_video_one_part_or_both_are_shown()
    {
        var videos = new ImaginedVideo(Painted + Seen, [new ImaginedColumns(Place, Text, errors: null)]);
        var pair = Pairs.Of(Party, Video);
        Assert.Equal([3, 4], videos.Measure([pair], 1).Mean[..Painted]);

        var shown = Enumerable.Range(0, 60).Select(seed => videos.Draw(pair, new RandomStream((ulong)seed))!).ToArray();

        Assert.All(shown, video => Assert.Equal(Video.Time, video.Video.Time));
        var painted = shown.Where(video => video.Wish is null).ToArray();
        Assert.InRange(painted.Length, 8, 30);
        Assert.All(painted, video => Assert.Same(Video, video.Video));
    }

    [Fact]
    public void What_was_seen_in_a_video_stays_as_it_is()
    {
        var videos = new ImaginedVideo(Painted + Seen, [new ImaginedColumns(Place, Text, errors: null)]);

        var shown = videos.Draw(Pairs.Of(Party, Video, seesLanguage: true), new RandomStream(1))!;

        Assert.Same(Video, shown.Video);
        Assert.Null(shown.Wish);
    }

    [Fact]
    public void A_recording_has_no_video_where_nothing_can_be_imagined() =>
        Assert.Null(new ImaginedVideo(Painted, []).Draw(Pairs.Of(Party), new RandomStream(1)));

    /// <summary>Every text has a direction of its own.</summary>
    private sealed class HashedText : ITextEncoder
    {
        public string Name => "hashed";

        public string Version => "1";

        public int Width => Seen;

        public void Encode(string text, Span<float> feature)
        {
            var random = new RandomStream(RandomStream.Hash(text));
            foreach (ref var value in feature) value = (float)random.Normal();
        }

        public float[] ImpliedTags(string text) => [];
    }
}
