using Viml.Models.Rhythm;
using Xunit;

namespace Viml.Models.Tests.Rhythm;

public sealed class BeatTrackerTests
{
    [Theory]
    [InlineData(72)]
    [InlineData(96)]
    [InlineData(120)]
    [InlineData(140)]
    public void Clicks_give_their_tempo_and_their_beats(double bpm)
    {
        var grid = Track(Band(bpm, 4, 40, harmony: true));
        Assert.NotNull(grid);
        Assert.InRange(grid.Bpm, bpm * 0.99, bpm * 1.01);
        Assert.All(grid.Beats, beat => Assert.InRange(Math.Abs(beat * bpm / 60 - Math.Round(beat * bpm / 60)) * 60 / bpm, 0, 0.03));
        Assert.InRange(grid.Beats.Count, 40 * bpm / 60 - 4, (40 * bpm / 60) + 1);
        Assert.True(grid.Confidence > BeatGrid.Good);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Bars_begin_where_the_harmony_changes(int beatsPerBar)
    {
        var grid = Track(Band(100, beatsPerBar, 40, harmony: true));
        Assert.NotNull(grid);
        Assert.Equal(beatsPerBar, grid.BeatsPerBar);
        var bar = beatsPerBar * 0.6;
        Assert.All(grid.Downbeats, downbeat => Assert.InRange(Math.Abs(downbeat - (bar * Math.Round(downbeat / bar))), 0, 0.05));
    }

    [Fact]
    public void Bars_of_equal_beats_are_less_sure_than_those_with_chords()
    {
        var with = Track(Band(100, 4, 30, harmony: true))!;
        var without = Track(Band(100, 4, 30, harmony: false))!;
        Assert.True(without.DownbeatConfidence < with.DownbeatConfidence);
    }

    [Fact]
    public void Sound_in_pieces_gives_what_the_whole_gives()
    {
        var sound = Band(110, 4, 75, harmony: true); // longer than two chunks
        var whole = Track(sound)!;
        var pieces = Track(sound, 7777)!;
        Assert.Equal(whole.Beats, pieces.Beats);
        Assert.Equal(whole with { Beats = [] }, pieces with { Beats = [] });
    }

    [Fact]
    public void A_late_beginning_does_not_move_the_beats()
    {
        var sound = new float[(int)(1.3 * BeatTracker.SampleRate)].Concat(Band(120, 4, 30, harmony: true)).ToArray();
        var grid = Track(sound)!;
        foreach (var beats in grid.Beats.Where(beat => beat > 1.2).Select(beat => (beat - 1.3) * 2))
            Assert.InRange(Math.Abs(beats - Math.Round(beats)) / 2, 0, 0.03);
    }

    [Fact]
    public void There_are_no_beats_in_silence() => Assert.Null(Track(new float[20 * BeatTracker.SampleRate]));

    [Fact]
    public void There_are_no_beats_in_too_little_sound() => Assert.Null(Track(Band(120, 4, 4, harmony: true)));

    [Fact]
    public void There_are_no_beats_in_nothing() => Assert.Null(new BeatTracker().Finish());

    [Fact]
    public void Beats_in_noise_are_not_sure()
    {
        var random = new Random(5);
        var noise = Enumerable.Range(0, 30 * BeatTracker.SampleRate).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        Assert.True(Track(noise) is not { Confidence: >= BeatGrid.Good });
    }

    private static BeatGrid? Track(float[] sound, int piece = int.MaxValue)
    {
        var tracker = new BeatTracker();
        for (var at = 0; at < sound.Length; at += Math.Min(piece, sound.Length))
            tracker.Add(sound.AsSpan(at, Math.Min(piece, sound.Length - at)));
        return tracker.Finish();
    }

    /// <summary>A click on every beat, over a chord that may change with every bar.</summary>
    private static float[] Band(double bpm, int beatsPerBar, int seconds, bool harmony)
    {
        double[] roots = [220, 174.6, 261.6, 196];
        var random = new Random(1);
        var sound = new float[seconds * BeatTracker.SampleRate];
        for (var i = 0; i < sound.Length; i++)
        {
            var beat = i / (double)BeatTracker.SampleRate * bpm / 60;
            var root = harmony ? roots[(int)(beat / beatsPerBar) % roots.Length] : roots[0];
            foreach (var interval in new[] { 1, 1.25, 1.5 })
                sound[i] += 0.05f * (float)Math.Sin(2 * Math.PI * root * interval * i / BeatTracker.SampleRate);
            var sinceBeat = (beat - Math.Floor(beat)) * 60 / bpm;
            sound[i] += 0.5f * (float)(((2 * random.NextDouble()) - 1) * Math.Exp(-sinceBeat / 0.01));
        }
        return sound;
    }
}
