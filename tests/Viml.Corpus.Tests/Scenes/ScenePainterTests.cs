using Viml.Corpus.Latents;
using Viml.Corpus.Scenes;
using Viml.Corpus.Scenes.Drawing;

namespace Viml.Corpus.Tests.Scenes;

public sealed class ScenePainterTests
{
    [Fact]
    public void The_seed_decides_every_byte()
    {
        var piece = LatentSampler.Sample(1, 3, 5);
        Assert.Equal(Bytes(piece, 9), Bytes(piece, 9));
        Assert.NotEqual(Bytes(piece, 9), Bytes(piece, 10));
    }

    [Theory]
    [InlineData(32, 18, 4.0, 20)]
    [InlineData(33, 17, 12.0, 60)]
    [InlineData(16, 40, 0.5, 3)]
    public void Size_and_rate_are_as_asked(int width, int height, double fps, int frames)
    {
        var sizes = ScenePainter.Paint(LatentSampler.Sample(1, 3, 5), 2, width, height, fps).Select(frame => frame.Length).ToArray();
        Assert.Equal(Enumerable.Repeat(width * height * 3, frames), sizes);
    }

    [Fact]
    public void Every_kind_of_scene_draws_something_that_moves()
    {
        var piece = LatentSampler.Sample(1, 2, 20);
        for (var kind = 0; kind < SceneCatalog.All.Count; kind++)
        {
            var video = VideoLatents.From(piece, 3) with { Busyness = 0.5, Speed = 0 };
            var canvas = new Canvas(48, 27);
            var take = new Take(new Shot(0, 10, kind, Transition.Cut, 0.5, 7), video, canvas);
            take.Draw(canvas, 1, 0);
            var before = canvas.Pixels.ToArray();
            take.Draw(canvas, 1, 0);
            Assert.Equal(before, canvas.Pixels);
            take.Draw(canvas, 4, 0);
            var name = SceneCatalog.All[kind].Name;
            Assert.True(before.Distinct().Count() > 50, $"{name} is almost flat");
            Assert.True(before.Zip(canvas.Pixels).Count(pair => (pair.First - pair.Second).Length() > 0.02f) > 20, $"{name} stands still");
            Assert.All(canvas.Pixels, pixel => Assert.True(float.IsFinite(pixel.X + pixel.Y + pixel.Z),
                $"{name} has a pixel that is no number"));
        }
    }

    [Fact]
    public void There_are_more_than_twelve_kinds_and_every_genre_has_a_look_made_of_them()
    {
        Assert.InRange(SceneCatalog.All.Count, 12, 99);
        Assert.Equal(SceneCatalog.All.Count, SceneCatalog.All.Select(kind => kind.Name).Distinct().Count());
        var vocabulary = Viml.Models.Tagging.TagVocabulary.Default;
        var (start, count) = vocabulary.RangeOf(Viml.Models.Tagging.TagKind.Genre);
        foreach (var genre in vocabulary.Names.Skip(start).Take(count))
            Assert.All(GenreLook.Of(genre).Scenes, scene => Assert.InRange(SceneCatalog.IndexOf(scene), 0, SceneCatalog.All.Count - 1));
    }

    [Fact]
    public void Shots_cover_the_piece_without_gaps()
    {
        for (var i = 0; i < 60; i++)
        {
            var piece = LatentSampler.Sample(4, i, 30);
            var shots = Storyboard.Draw(piece, VideoLatents.From(piece, (ulong)i), (ulong)i);
            Assert.Equal(0, shots[0].Start);
            Assert.Equal(30, shots[^1].End);
            Assert.All(shots.Zip(shots.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
            Assert.All(shots, shot => Assert.True(shot.End - shot.Start > 0.3));
        }
    }

    [Fact]
    public void Most_cuts_fall_on_beats()
    {
        int on = 0, all = 0;
        for (var i = 0; i < 80; i++)
        {
            var piece = LatentSampler.Sample(4, i, 30);
            var beats = piece.BeatTimes();
            foreach (var shot in Storyboard.Draw(piece, VideoLatents.From(piece, (ulong)i), (ulong)i).Skip(1))
            {
                all++;
                on += beats.Any(beat => Math.Abs(beat - shot.Start) < 0.001) ? 1 : 0;
            }
        }
        Assert.InRange(on / (double)all, 0.7, 0.95);
    }

    [Fact]
    public void Wrong_sizes_and_rates_are_refused_at_once()
    {
        var piece = LatentSampler.Sample(1, 3, 5);
        Assert.Throws<ArgumentOutOfRangeException>(() => ScenePainter.Paint(piece, 1, 4, 72));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScenePainter.Paint(piece, 1, 128, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScenePainter.Paint(piece, 1, 128, 72, double.NaN));
    }

    [Fact]
    public void The_fast_angle_is_close_to_the_true_one()
    {
        for (var degrees = 0; degrees < 360; degrees++)
        {
            var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
            var difference = Math.Abs(Curve.Turn((float)sin, (float)cos) - degrees / 360.0);
            Assert.InRange(Math.Min(difference, 1 - difference), 0, 0.0003);
        }
    }

    private static byte[] Bytes(PieceLatents piece, ulong seed) =>
        [.. ScenePainter.Paint(piece, seed, 24, 16, 3).SelectMany(frame => frame.ToArray())];
}
