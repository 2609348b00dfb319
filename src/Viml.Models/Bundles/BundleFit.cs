using Viml.Models.Clip;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Viml.Models.Words;

namespace Viml.Models.Bundles;

/// <summary>Whether the parts of a bundle fit together.</summary>
internal static class BundleFit
{
    /// <summary>Throws what <paramref name="error"/> makes of the list of all misfits, if there are any.</summary>
    public static void Check(string video, MusiCnnConfig musiCnn, WordsConfig? words, VideoMusicConfig model, Func<string, Exception> error)
    {
        var faults = new List<string>();
        Compare("the model's video width", model.VideoWidth, $"the width of the video encoder {video}", video == ClipModel.VitB32Name ? ClipConfig.VitB32.Width : SceneFeatures.Count);
        Compare("the model's music width", model.MusicWidth, "the music encoder's width", MusiCnnEncoder.WidthOf(musiCnn));
        Compare("the model's text width", model.TextWidth, "the text encoder's width", words?.Width ?? ClipConfig.VitB32.Width);
        Compare("the model's number of tags", model.Tags, "the vocabulary's", TagVocabulary.Default.Count);
        Compare("the music encoder's number of tags", musiCnn.Tags, "the vocabulary's", TagVocabulary.Default.Count);
        Compare("the text encoder's number of tags", words?.Tags ?? TagVocabulary.Default.Count, "the vocabulary's", TagVocabulary.Default.Count);
        if (faults.Count > 0)
            throw error(string.Join("; ", faults));

        void Compare(string oneName, int one, string otherName, int other)
        {
            if (one != other)
                faults.Add($"{oneName} is {one}, {otherName} {other}");
        }
    }
}
