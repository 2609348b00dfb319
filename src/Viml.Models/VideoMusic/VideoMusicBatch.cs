using Viml.Engine.Autograd;
using Viml.Engine.Signal;
using Viml.Engine.Tensors;

namespace Viml.Models.VideoMusic;

/// <summary>
/// The inputs of a <see cref="VideoMusicModel"/>: standardised, padded and masked when set. The buffers stay, so a training loop fills the same batch again
/// and replays its tape. A new batch has no video, no text (x^NULL) and no music in any row.
/// </summary>
public sealed class VideoMusicBatch
{
    private readonly VideoMusicModel _model;

    internal VideoMusicBatch(VideoMusicModel model, int size, int videoSteps, int musicSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        _model = model;
        Size = size;
        var config = model.Config;
        Video = new Tensor(size, videoSteps, config.VideoWidth);
        Music = new Tensor(size, musicSteps, config.MusicWidth);
        Text = new Tensor(size, 1, config.TextWidth);
        VideoPadding = new PaddingMask(size, 1 + videoSteps);
        MusicPadding = new PaddingMask(size, 1 + musicSteps);
        for (var row = 0; row < size; row++)
        {
            VideoPadding.SetLength(row, 1);
            MusicPadding.SetLength(row, 1);
            SetText(row, []);
        }
    }

    /// <summary>Number of rows.</summary>
    public int Size { get; }

    internal Tensor Video { get; }
    internal Tensor Music { get; }
    internal Tensor Text { get; }
    internal PaddingMask VideoPadding { get; }
    internal PaddingMask MusicPadding { get; }

    /// <summary>Sets the video of a row; null or no steps leave it out. More steps than the model takes are resampled to its number.</summary>
    public void SetVideo(int row, FeatureSequence? video) => Set(row, video, Video, VideoPadding, _model.VideoStandardiser, nameof(video));

    /// <summary>Sets the music of a row, as <see cref="SetVideo"/>.</summary>
    public void SetMusic(int row, FeatureSequence? music) => Set(row, music, Music, MusicPadding, _model.MusicStandardiser, nameof(music));

    /// <summary>Sets the text feature of a row; an empty one is replaced by x^NULL.</summary>
    public void SetText(int row, ReadOnlySpan<float> text)
    {
        var feature = text.IsEmpty ? _model.NullText : text;
        if (feature.Length != _model.Config.TextWidth)
            throw new ArgumentException($"A text feature has {_model.Config.TextWidth} numbers, this one {text.Length}.", nameof(text));
        feature.CopyTo(Text.Slice(row, 1).Span);
        _model.TextStandardiser.Apply(Text.Slice(row, 1).Span);
    }

    /// <summary>
    /// Draws text and video dropout: with the probabilities of the configuration a row loses its text (which becomes x^NULL) or its video, never both.
    /// </summary>
    public void DropOut(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (var row = 0; row < Size; row++)
        {
            var draw = random.NextDouble();
            if (draw < _model.Config.TextDropout)
                SetText(row, []);
            else if (draw < _model.Config.TextDropout + _model.Config.VideoDropout)
                SetVideo(row, null);
        }
    }

    private static void Set(int row, FeatureSequence? sequence, Tensor values, PaddingMask padding, Standardiser standardiser, string name)
    {
        var steps = values.Size(1);
        if (sequence is not null && sequence.Width != standardiser.Width)
            throw new ArgumentException($"A step of the {name} has {standardiser.Width} numbers, this one {sequence.Width}.", name);
        var time = Math.Min(sequence?.Time ?? 0, steps);
        var destination = values.Slice(row, 1).Span;
        destination.Clear();
        FeatureResampler.Resample(sequence is null ? [] : sequence.Values, standardiser.Width, destination[..(time * standardiser.Width)]);
        for (var step = 0; step < time; step++)
            standardiser.Apply(destination.Slice(step * standardiser.Width, standardiser.Width));
        padding.SetLength(row, 1 + time);
    }
}
