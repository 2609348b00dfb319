using Viml.Training.Datasets;

namespace Viml.Training.Tests.Datasets;

public sealed class LeakCheckTests
{
    [Fact]
    public void Music_or_a_video_in_two_splits_is_a_leak_that_names_the_clips()
    {
        Clip[] clips = [Of("a", "train", "a.mp3"), Of("b", "test", "a.mp3"), Of("c", "train", "c.mp3", "v.mp4"),
            Of("d", "validation", "d.mp3", "v.mp4"), Of("e", "train", "e.mp3"), Of("f", "train", "e.mp3")];

        Assert.Equal(["music 'a.mp3' in train ('a') and test ('b')", "video 'v.mp4' in train ('c') and validation ('d')"],
            LeakCheck.Find(clips));
        Assert.Contains("2 in several", Assert.Throws<DatasetException>(() => LeakCheck.Require("data", clips)).Message);
    }

    [Fact]
    public void A_group_of_near_duplicates_counts_as_one_music()
    {
        Clip[] clips = [Of("a", "train", "a.mp3") with { Group = "song" }, Of("b", "test", "b.mp3") with { Group = "song" }];

        Assert.Single(LeakCheck.Find(clips));
        LeakCheck.Require("data", [clips[0], clips[1] with { Group = null }]);
    }

    [Fact]
    public void The_split_of_an_identity_depends_on_it_alone()
    {
        var splits = Enumerable.Range(0, 2000).Select(i => Splits.Of($"song {i}")).ToArray();

        Assert.Equal(Splits.Of("song 5"), splits[5]);
        Assert.InRange(splits.Count(split => split == Splits.Train), 1400, 1560);
        Assert.InRange(splits.Count(split => split == Splits.Test), 340, 460);
    }

    private static Clip Of(string id, string split, string music, string? video = null) => new(
        id, video, music, 0, 10, split, new Dictionary<string, float>(), new Dictionary<string, IReadOnlyList<string>>());
}
