using Viml.Library.Encoding;
using Viml.Library.Tests.Fakes;
using Viml.Media;
using Viml.Models.Tagging;

namespace Viml.Library.Tests.Encoding;

public sealed class MusicFileEncoderTests : IDisposable
{
    private readonly TestLibrary _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Each_window_gives_one_step_and_the_tags_are_their_mean()
    {
        var music = Encode("0.25 30\n0.75 30");
        Assert.Equal((20, 60.0), (music.Features.Time, music.Duration));
        Assert.Equal(0.5f, music.Tags[TagVocabulary.Default.IndexOf("drums")], 1e-5f);
        Assert.Equal(FakeModels.Feature(0.25f)[1], music.Features.Step(9)[1], 1e-3f);
        Assert.Equal(FakeModels.Feature(0.75f)[1], music.Features.Step(10)[1], 1e-3f);
    }

    [Fact]
    public void A_track_shorter_than_a_window_is_padded_but_keeps_its_length()
    {
        var music = Encode("0.5 0.6");
        Assert.Equal(1, music.Features.Time);
        Assert.Equal(0.6, music.Duration, 1e-9);
    }

    [Theory]
    [InlineData(31.4, 10)]
    [InlineData(31.5, 11)]
    [InlineData(4.4, 1)]
    [InlineData(4.6, 2)]
    public void A_tail_shorter_than_half_a_window_is_left_out(double seconds, int steps)
    {
        var music = Encode(FormattableString.Invariant($"0.5 {seconds}"));
        Assert.Equal(steps, music.Features.Time);
        Assert.Equal(seconds, music.Duration, 1e-6);
    }

    [Fact]
    public void A_file_without_sound_is_an_error()
    {
        var fault = Assert.Throws<MediaFormatException>(() => Encode("silent"));
        Assert.Equal("no sound", fault.Found);
    }

    [Fact]
    public void Numbers_that_are_none_are_an_error() => Assert.Throws<MediaFormatException>(() => Encode("NaN 10"));

    [Fact]
    public void A_file_that_is_cut_off_is_encoded_with_a_warning() =>
        Assert.Equal("the sound ends early", Encode("0.5 10\ncut off").Warning);

    [Fact]
    public void The_decoder_of_a_long_file_is_never_more_than_a_few_batches_ahead()
    {
        const int Hours = 5, Windows = Hours * 1200;
        var (read, encoded, ahead) = (0, 0, 0);
        var path = _files.Write("long.mp3", string.Join('\n', Enumerable.Repeat("0.5 3600", Hours)));
        var source = new FakeMusic { OnWindow = () => Interlocked.Increment(ref read) };
        var models = FakeModels.Create(onEncode: () =>
        {
            ahead = Math.Max(ahead, Volatile.Read(ref read) - encoded);
            encoded += MusicStream.BatchWindows;
        });
        Assert.Equal(Windows, new MusicFileEncoder(models, source).Encode(path).Features.Time);
        Assert.Equal(Windows, read);
        Assert.InRange(ahead, 1, 7 * MusicStream.BatchWindows);
    }

    [Fact]
    public void Encoding_can_be_cancelled_between_batches()
    {
        using var cancellation = new CancellationTokenSource();
        var encoder = new MusicFileEncoder(FakeModels.Create(onEncode: cancellation.Cancel), _files.Source);
        Assert.ThrowsAny<OperationCanceledException>(() => encoder.Encode(_files.Write("a.mp3", "0.5 6000"), cancellation.Token));
    }

    private EncodedMusic Encode(string content) =>
        new MusicFileEncoder(FakeModels.Create(), _files.Source).Encode(_files.Write("a.mp3", content));
}
