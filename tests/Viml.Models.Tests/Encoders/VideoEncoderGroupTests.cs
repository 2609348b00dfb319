using Viml.Models.Encoders;
using Viml.Models.Scene;

namespace Viml.Models.Tests.Encoders;

public class VideoEncoderGroupTests
{
    [Fact]
    public void A_group_asks_for_the_frames_of_all_parts_at_once()
    {
        var group = VideoEncoderGroup.Of([new SceneEncoder(), new ToyEncoder("toy", 3)]);

        Assert.Equal([.. new SceneEncoder().Frames, new FrameRequest(1)], group.Frames);
        Assert.Equal(SceneFeatures.Count + 3, group.Encode(new ToyVideo()).Width);
    }

    [Fact]
    public void A_part_that_fails_lets_go_of_its_frames_and_its_failure_is_thrown()
    {
        var closed = new ClosedFlag();
        var group = VideoEncoderGroup.Of([new Failing(), new ToyEncoder("toy", 3)]);

        var error = Assert.Throws<InvalidOperationException>(() => group.Encode(
            [new FrameStream([], 1, 1) { Source = closed }, new FrameStream([], 1, 1)]));

        Assert.Equal("broken", error.Message);
        Assert.True(closed.IsSet);
    }

    private sealed class ClosedFlag : IDisposable
    {
        public bool IsSet { get; private set; }

        public void Dispose() => IsSet = true;
    }

    private sealed class Failing : IVideoEncoder
    {
        public string Name => "failing";
        public string Version => "1";
        public int Width => 1;
        public double Rate => 1;
        public IReadOnlyList<FrameRequest> Frames => [new(1)];

        public FeatureSequence Encode(IReadOnlyList<FrameStream> streams) => throw new InvalidOperationException("broken");
    }
}
