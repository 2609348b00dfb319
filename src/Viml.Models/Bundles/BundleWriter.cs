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
    public static BundleManifest Write(string folder, BundleDescription description, MusiCnn musiCnn, WordsModel words, VideoMusicModel model)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(musiCnn);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(model);
        BundleFit.Check(musiCnn.Config, words.Config, model.Config, message => new ArgumentException(message, nameof(model)));

        Directory.CreateDirectory(folder);
        string At(string name) => Path.Combine(folder, name);
        File.Delete(At(BundleFiles.Manifest));
        musiCnn.Parameters.Save(At(BundleFiles.MusiCnn), WeightType.F16);
        words.Parameters.Save(At(BundleFiles.Words), WeightType.F16);
        model.Parameters.Save(At(BundleFiles.Model), WeightType.F16);
        File.WriteAllText(At(BundleFiles.Card), description.Card);

        var scene = new SceneEncoder();
        var manifest = new BundleManifest
        {
            Name = description.Name,
            Version = description.Version,
            Licence = description.Licence,
            Created = description.Created.ToUniversalTime(),
            Encoders = new BundleEncoders
            {
                Video = new EncoderReference(scene.Name, scene.Version),
                Music = new EncoderReference(MusiCnnEncoder.EncoderName, BundleFiles.VersionOf(MusiCnnEncoder.CodeVersion, At(BundleFiles.MusiCnn))),
                Text = new EncoderReference(WordsEncoder.EncoderName, BundleFiles.VersionOf(WordsEncoder.CodeVersion, At(BundleFiles.Words))),
                MusiCnn = musiCnn.Config,
                Words = words.Config,
            },
            Model = model.Config,
            Vocabulary = TagVocabulary.Default.Hash,
            Training = description.Training,
            Evaluation = description.Evaluation,
        };
        var temporary = At(BundleFiles.Manifest + ".tmp");
        File.WriteAllText(temporary, StrictJson.Write(manifest) + "\n");
        File.Move(temporary, At(BundleFiles.Manifest), overwrite: true);
        return manifest;
    }
}
