using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Training.Fitting;
using Viml.Training.Fitting.Teaching;

namespace Viml.Training.Tests.Fitting.Teaching;

public sealed class TagCalibrationTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { true, true, false, false }, 2, 3)]
    [InlineData(new[] { 4.0, 3, 2, 1 }, new[] { false, false, true, true }, 2, 3)]
    // precision 2/3, recall 1: no other shift has both above 1/2
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { true, false, true, false }, 3, 4)]
    [InlineData(new[] { 1.0, 2 }, new[] { false, false }, double.NegativeInfinity, 1)]
    public void The_shift_keeps_about_those_that_have_the_tag(double[] crossings, bool[] has, double above, double below) =>
        Assert.InRange(TagCalibration.Balanced(crossings, has), above, below);

    [Theory]
    [InlineData(0)]
    [InlineData(5)] // those that the network was trained on count as well
    public void After_the_shift_one_half_separates_the_recordings_that_have_a_tag(int trained)
    {
        var drums = TagVocabulary.Default.IndexOf("drums");
        MusicWindows[] recordings = [.. Enumerable.Range(0, 8).Select(seed => Classroom.Noise(seed, windows: 2))];
        var network = MusiCnn.Random(new MusiCnnConfig { VerticalFilters = 2, HorizontalFilters = 2, MiddleFilters = 4, Features = 8 }, 1);
        float Loudness(MusicWindows music) => MusicTask.Encode(new MusiCnnEncoder(network), music).Tags[drums];
        // The teachers hear drums where the network gives most, which is not much.
        network.ShiftLogits(Enumerable.Repeat(-4f, 89).ToArray());
        var loudest = recordings.OrderByDescending(Loudness).Take(2).ToHashSet();
        var said = recordings.Select(music => Classroom.Say((Classroom.Jamendo, "drums", loudest.Contains(music) ? 2 : -2))).ToArray();

        Heard[] heard = [.. recordings.Zip(said, (music, rows) => new Heard("folder", music, rows))];

        new TagCalibration(network, Classroom.Teachers, recordings, heard[..trained]).Run(heard[trained..]);

        Assert.All(recordings, music => Assert.Equal(loudest.Contains(music), Loudness(music) >= 0.5f));
    }

    [Fact]
    public void Crosswise_each_half_of_the_folders_is_calibrated_on_the_other_and_the_network_stays()
    {
        var network = MusiCnn.Random(new MusiCnnConfig { VerticalFilters = 2, HorizontalFilters = 2, MiddleFilters = 4, Features = 8 }, 1);
        var same = Classroom.Noise(5, windows: 2);
        Heard[] recordings =
        [
            new("a", same, Classroom.Say((Classroom.Jamendo, "drums", -2))), new("b", same, Classroom.Say((Classroom.Jamendo, "drums", 2))),
        ];
        var before = network.Parameters.All.SelectMany(parameter => parameter.Variable.Value.Span.ToArray()).ToArray();

        var tags = new TagCalibration(network, Classroom.Teachers, [same], []).Crosswise(recordings);

        Assert.Equal(2, tags.Count);
        Assert.All(tags, track => Assert.Equal(89, track.Length));
        var after = network.Parameters.All.SelectMany(parameter => parameter.Variable.Value.Span.ToArray()).ToArray();
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }
}
