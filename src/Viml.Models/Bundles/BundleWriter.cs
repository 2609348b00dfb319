using Viml.Engine.Weights;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Viml.Models.Words;

namespace Viml.Models.Bundles;

/// <summary>Writes a bundle: weights as float16, the card, and the manifest last, so that a folder with a manifest is complete.</summary>
public static class BundleWriter
{
    /// <summary>Writes a bundle into <paramref name="folder"/>, which is made if it is missing; a bundle that is there already is replaced.</summary>
    /// <returns>The manifest as written.</returns>
    /// <exception cref="ArgumentException">The models do not fit together.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <param name="folder">Made where it does not exist.</param>
    /// <param name="description">What the maker says.</param>
    /// <param name="musiCnn">The music encoder and tagger.</param>
    /// <param name="words">The text encoder; null where <paramref name="text"/> names a public model.</param>
    /// <param name="model">The ViML model.</param>
    /// <param name="video">The public video encoder the model was trained with; null where that is <c>scene</c>.</param>
    /// <param name="text">The public text encoder the model was trained with; null where that is <paramref name="words"/>.</param>
    public static BundleManifest Write(
        string folder, BundleDescription description, MusiCnn musiCnn, WordsModel? words, VideoMusicModel model, EncoderReference? video = null, EncoderReference? text = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(musiCnn);
        if (words is null == text is null)
            throw new ArgumentException("A bundle has either a text encoder of its own or the name of a public one.", nameof(words));
        var scene = new SceneEncoder();
        video ??= new EncoderReference(scene.Name, scene.Version);
        ArgumentNullException.ThrowIfNull(model);
        BundleFit.Check(video.Name, musiCnn.Config, words?.Config, model.Config, message => new ArgumentException(message, nameof(model)));

        Directory.CreateDirectory(folder);
        string At(string name) => Path.Combine(folder, name);
        File.Delete(At(BundleFiles.Manifest));
        musiCnn.Parameters.Save(At(BundleFiles.MusiCnn), WeightType.F16);
        words?.Parameters.Save(At(BundleFiles.Words), WeightType.F16);
        model.Parameters.Save(At(BundleFiles.Model), WeightType.F16);
        File.WriteAllText(At(BundleFiles.Card), description.Card);

        var manifest = new BundleManifest
        {
            Name = description.Name,
            Version = description.Version,
            Licence = description.Licence,
            Created = description.Created.ToUniversalTime(),
            Encoders = new BundleEncoders
            {
                Video = video,
                Music = new EncoderReference(MusiCnnEncoder.EncoderName, BundleFiles.VersionOf(MusiCnnEncoder.CodeVersion, At(BundleFiles.MusiCnn))),
                Text = text ?? new EncoderReference(WordsEncoder.EncoderName, BundleFiles.VersionOf(WordsEncoder.CodeVersion, At(BundleFiles.Words))),
                MusiCnn = musiCnn.Config,
                Words = words?.Config,
            },
            Model = model.Config,
            Vocabulary = TagVocabulary.Default.Hash,
            Training = description.Training,
            Evaluation = description.Evaluation,
        };
        var temporary = At(BundleFiles.Manifest + ".tmp");
        File.WriteAllText(temporary, ManifestJson.Write(manifest) + "\n");
        File.Move(temporary, At(BundleFiles.Manifest), overwrite: true);
        return manifest;
    }
}
