using Viml.Models.Tagging;
using Viml.Models.VideoMusic;

namespace Viml.Models.Bundles;

/// <summary>The widths of the encoders of a bundle; null where they are not known without opening the encoder.</summary>
internal sealed record EncoderWidths(string VideoName, int? Video, int? Music, int? Text);

/// <summary>Whether the parts of a bundle fit together.</summary>
internal static class BundleFit
{
    /// <summary>Everything that does not fit; empty where all is well.</summary>
    public static IReadOnlyList<string> Misfits(VideoMusicConfig model, EncoderWidths widths, IEncoderSizes? music, IEncoderSizes? text)
    {
        var misfits = new List<string>();
        Compare("the model's video width", model.VideoWidth, $"the width of the video encoder {widths.VideoName}", widths.Video);
        Compare("the model's music width", model.MusicWidth, "the music encoder's width", widths.Music);
        Compare("the model's text width", model.TextWidth, "the text encoder's width", widths.Text);
        Compare("the model's number of tags", model.Tags, "the vocabulary's", TagVocabulary.Default.Count);
        Compare("the vocabulary's number of tags", TagVocabulary.Default.Count, "the music encoder's", music?.Tags);
        Compare("the vocabulary's number of tags", TagVocabulary.Default.Count, "the text encoder's", text?.Tags);
        return misfits;

        void Compare(string oneName, int one, string otherName, int? other)
        {
            if (other is not null && one != other)
                misfits.Add($"{oneName} is {one}, {otherName} {other}");
        }
    }
}
