using Viml.Models;
using Viml.Models.Clip;
using Viml.Models.Music;

namespace Viml.Library.Encoding;

/// <summary>
/// The encoders that can be chosen by name: those of the bundle, public models whose weights lie in a folder of their own, and networks the user trained.
/// </summary>
/// <param name="models">The models of the bundle.</param>
/// <param name="folderOf">The folder or file with the weights of a model; null where the user has none.</param>
/// <param name="stored">The names of the models that <paramref name="folderOf"/> knows; those among them that are a DeepSim are encoders.</param>
public sealed class EncoderRegistry(Lazy<ModelSet> models, Func<string, string?> folderOf, Func<IEnumerable<string>> stored)
{
    /// <summary>The public CLIP that is known by name.</summary>
    public const string ClipVitB32 = ClipModel.VitB32Name;

    /// <summary>Any other CLIP with a vision Transformer, whose folder has to be named.</summary>
    public const string AnyClip = "clip";

    /// <summary>A DeepSim whose folder has to be named, or that has this name in the store.</summary>
    public const string AnyDeepSim = DeepSimEncoder.EncoderName;

    private const string LicenceOfClip = "MIT", LicenceOfTaggers = "MIT", LicenceOfOwn = "yours", LicenceUnknown = "see its folder";

    /// <summary>Every encoder, in the order video, music, text. Reads the weights of the bundle, and of public models only what tells them apart.</summary>
    /// <exception cref="ModelFileException">The folder of a public model or of a DeepSim is not usable.</exception>
    public IReadOnlyList<EncoderCard> Cards()
    {
        var bundle = models.Value;
        var clip = CardsOfClip();
        return
        [
            EncoderCard.Of(bundle.Video, bundle.Licence), clip[0],
            EncoderCard.Of(bundle.Music, bundle.Licence), .. PublicTagger.Names.Select(CardOfTagger), .. CardsOfDeepSims(),
            EncoderCard.Of(bundle.Text, bundle.Licence), clip[1],
        ];
    }

    /// <summary>What the encoders of this name read.</summary>
    /// <exception cref="EncoderChoiceException">There is none of this name.</exception>
    public IReadOnlyList<Modality> Modalities(string name)
    {
        if (name is ClipVitB32 or AnyClip)
            return [Modality.Video, Modality.Text];
        if (PublicTagger.Names.Contains(name) || name == AnyDeepSim)
            return [Modality.Music];
        var bundle = models.Value;
        Modality[] found =
        [
            .. bundle.Video.Name == name ? [Modality.Video] : Array.Empty<Modality>(),
            .. bundle.Music.Name == name ? [Modality.Music] : Array.Empty<Modality>(),
            .. bundle.Text.Name == name ? [Modality.Text] : Array.Empty<Modality>(),
        ];
        if (found.Length > 0)
            return found;
        var deepSims = DeepSims();
        if (deepSims.Contains(name))
            return [Modality.Music];
        string[] known = [bundle.Video.Name, bundle.Music.Name, bundle.Text.Name, ClipVitB32, AnyClip, .. PublicTagger.Names, AnyDeepSim, .. deepSims];
        throw new EncoderChoiceException($"There is no encoder '{name}'. There are: {string.Join(", ", known.Distinct())}.");
    }

    /// <summary>A video encoder with its card.</summary>
    /// <exception cref="EncoderChoiceException">There is none of this name, or its weights are missing.</exception>
    public (IVideoEncoder Encoder, EncoderCard Card) Video(string name)
    {
        var isClip = name is ClipVitB32 or AnyClip;
        var encoder = isClip ? new ClipVideoEncoder(name, Clip(name)) : models.Value.Video;
        return (encoder, EncoderCard.Of(encoder, isClip ? LicenceOf(name) : models.Value.Licence));
    }

    /// <summary>A text encoder with its card.</summary>
    /// <exception cref="EncoderChoiceException">There is none of this name, or its weights are missing.</exception>
    public (ITextEncoder Encoder, EncoderCard Card) Text(string name)
    {
        var isClip = name is ClipVitB32 or AnyClip;
        var encoder = isClip ? new ClipTextEncoder(name, Clip(name)) : models.Value.Text;
        return (encoder, EncoderCard.Of(encoder, isClip ? LicenceOf(name) : models.Value.Licence));
    }

    /// <summary>A music encoder with its card.</summary>
    /// <exception cref="EncoderChoiceException">Its weights are missing.</exception>
    public (MusicFileEncoder Encoder, EncoderCard Card) Music(string name)
    {
        if (PublicTagger.Names.Contains(name))
        {
            var tagger = Tagger(name) ?? throw Missing(name, $"Get them with: viml models pull {name}");
            return (new MusicFileEncoder(tagger.Encoder, tagger.Tags.Count, new MediaMusicSource()), EncoderCard.Of(tagger.Encoder, LicenceOfTaggers));
        }
        if (name != AnyDeepSim && name == models.Value.Music.Name)
            return (new MusicFileEncoder(models.Value), EncoderCard.Of(models.Value.Music, models.Value.Licence));
        var folder = folderOf(name) ?? throw Missing(name, "Train them with 'viml train deepsim' and name the folder with --model FOLDER, or put it into the store: viml models add FOLDER");
        var deepSim = DeepSimModel.Load(folder);
        return (new MusicFileEncoder(deepSim.Encoder, 0, new MediaMusicSource()), CardOf(name, deepSim));
    }

    private static string LicenceOf(string name) => name == ClipVitB32 ? LicenceOfClip : LicenceUnknown;

    // The files are mapped, and stay so for as long as the encoder may be used: the life of the process.
    private ClipModel Clip(string name)
    {
        var folder = folderOf(name) ?? throw Missing(name, name == AnyClip
            ? "Name the folder of a CLIP with --model FOLDER."
            : $"Get them with: viml models pull {name}. Or name their folder with --model FOLDER.");
        var model = ClipModel.Open(folder);
        if (name == ClipVitB32 && model.Config != ClipConfig.VitB32)
            throw new EncoderChoiceException($"'{folder}' holds a CLIP of other sizes than {name}. Use it with --encoder {AnyClip} --model '{folder}'.");
        return model;
    }

    /// <summary>A public tagger from its folder or its file; null where neither is there.</summary>
    private PublicTagger? Tagger(string name)
    {
        var place = folderOf(name);
        var file = Directory.Exists(place) ? Path.Combine(place, name + ".pth") : place;
        return File.Exists(file) ? PublicTagger.Load(name, file) : null;
    }

    private static EncoderChoiceException Missing(string name, string advice) => new($"The weights of {name} are not here. {advice}");

    private string[] DeepSims() => [.. stored().Where(name => folderOf(name) is { } folder && DeepSimModel.IsIn(folder))];

    private EncoderCard[] CardsOfDeepSims() => DeepSims() is { Length: > 0 } names
        ? [.. names.Select(name => CardOf(name, DeepSimModel.Load(folderOf(name)!)))]
        : [EncoderCard.Of(new DeepSimEncoder(DeepSim.Random(DeepSimConfig.Full, 0)), LicenceOfOwn) with { IsReady = false }];

    private static EncoderCard CardOf(string name, DeepSimModel model) => EncoderCard.Of(model.Encoder, model.Manifest.Licence) with { Name = name };

    private EncoderCard CardOfTagger(string name) =>
        Tagger(name) is { } tagger
            ? EncoderCard.Of(tagger.Encoder, LicenceOfTaggers)
            : new EncoderCard(name, Modality.Music, MusiCnnEncoder.CodeVersion, PublicTagger.Width, 1.0 / 3, LicenceOfTaggers, PublicTagger.Cost, false);

    private EncoderCard[] CardsOfClip()
    {
        if (folderOf(ClipVitB32) is not null)
        {
            var model = Clip(ClipVitB32);
            return [EncoderCard.Of(new ClipVideoEncoder(ClipVitB32, model), LicenceOfClip), EncoderCard.Of(new ClipTextEncoder(ClipVitB32, model), LicenceOfClip)];
        }
        var config = ClipConfig.VitB32;
        return
        [
            new EncoderCard(ClipVitB32, Modality.Video, ClipModel.CodeVersion, config.Width, 1, LicenceOfClip, config.ImageCost, false),
            new EncoderCard(ClipVitB32, Modality.Text, ClipModel.CodeVersion, config.Width, null, LicenceOfClip, config.TextCost, false),
        ];
    }
}

/// <summary>The user chose an encoder that is not there. The message says what to write instead.</summary>
public sealed class EncoderChoiceException(string message) : Exception(message);
