using Viml.Models.Clip;
using Viml.Models.MiniLm;
using Viml.Models.Music;
using Viml.Models.Pictures;
using Viml.Models.ResNet;
using Viml.Models.Scene;
using Viml.Models.Words;

namespace Viml.Models.Encoders;

/// <summary>
/// Every encoder the program knows, and where its weights are. To add one, write its class and its row. Bundles, training and the commands
/// find encoders here and nowhere else. Thread-safe.
/// </summary>
public sealed class EncoderTable
{
    // They come with the program: only a build without the packages they are in has none.
    private const string NetworksInstall = "dotnet build (with access to its packages)";

    private static readonly EncoderRow[] Known =
    [
        new(SceneEncoder.EncoderName, Modality.Video, SceneEncoder.CodeVersion, _ => new SceneEncoder())
        {
            Width = SceneFeatures.Count, Rate = 1, HasWeights = false,
        },
        new(ResNetEncoder.EncoderName, Modality.Video, ResNetEncoder.CodeVersion, source => ResNetEncoder.Load(source.Path))
        {
            Width = ResNetModel.Stages[^1], Rate = 1, Cost = () => ResNetModel.Cost, Install = NetworksInstall,
        },
        new(
            PictureLanguageEncoder.EncoderName, Modality.Video, PictureLanguageEncoder.CodeVersion,
            source => PictureLanguageEncoder.Load(source.Path, ResNetEncoder.Load(source.OverPath!)))
        {
            Width = PictureLanguageEncoder.FeatureWidth, Rate = 1, Cost = () => ResNetModel.Cost, Over = ResNetEncoder.EncoderName,
            Install = "viml train pictures --photos DIR --out FOLDER && viml models add FOLDER",
        },
        ClipVitB32(Modality.Video, ClipConfig.VitB32.ImageCost),
        AnyClip(Modality.Video),

        new(MusiCnnEncoder.EncoderName, Modality.Music, MusiCnnEncoder.CodeVersion, MusiCnnOf) { BundleFile = "musicnn.safetensors" },
        Tagger("musicnn-jamendo"),
        Tagger("musicnn-mtat"),
        new(
            DeepSimEncoder.EncoderName, Modality.Music, DeepSimEncoder.CodeVersion,
            source => DeepSimModel.Load(source.Path, source.Name).Encoder)
        {
            Width = DeepSim.Width, Rate = DeepSimEncoder.WindowRate, Cost = () => DeepSimEncoder.FullCost, Licence = "yours",
            Install = "viml train deepsim --corpus DIR --out FOLDER && viml models add FOLDER", IsIn = DeepSimModel.IsIn,
        },

        new(WordsEncoder.EncoderName, Modality.Text, WordsEncoder.CodeVersion, WordsOf) { BundleFile = "words.safetensors" },
        new(MiniLmEncoder.EncoderName, Modality.Text, MiniLmEncoder.CodeVersion, source => MiniLmEncoder.Load(source.Path))
        {
            Width = MiniLmConfig.L6.Width, Cost = () => MiniLmConfig.L6.Cost, Licence = "Apache-2.0", Install = NetworksInstall,
        },
        ClipVitB32(Modality.Text, ClipConfig.VitB32.TextCost),
        AnyClip(Modality.Text),
    ];

    private readonly InstalledModels _installed;
    private readonly EncoderRow[] _rows;

    /// <summary>The table over the models of this machine.</summary>
    /// <param name="installed">The models.</param>
    /// <param name="more">Encoders of other projects.</param>
    public EncoderTable(InstalledModels installed, params IEnumerable<EncoderRow> more)
    {
        ArgumentNullException.ThrowIfNull(installed);
        _installed = installed;
        _rows = [.. Known, .. more];
    }

    /// <summary>The names that can be chosen for a modality.</summary>
    public IReadOnlyList<string> Names(Modality modality) =>
        [.. Of(modality).SelectMany(row => Installed(row).Prepend(row.Name)).Distinct(StringComparer.Ordinal)];

    /// <summary>The row of an encoder; null where there is none of this name.</summary>
    public EncoderRow? Find(string name, Modality modality) =>
        Of(modality).FirstOrDefault(row => row.Name == name) ?? Of(modality).FirstOrDefault(row => Installed(row).Contains(name));

    /// <summary>The folder with the weights of an encoder outside bundles; null where it has none or is not installed.</summary>
    public string? FolderOf(string name) => _installed.FolderOf(name);

    /// <summary>Opens an encoder that is not part of a bundle.</summary>
    /// <exception cref="EncoderChoiceException">There is none of this name, it is not installed, or it exists only in a bundle.</exception>
    /// <exception cref="ModelFileException">Its folder is not usable.</exception>
    /// <exception cref="Engine.Weights.WeightFileException">Its weights are not usable.</exception>
    public IEncoder Open(string name, Modality modality)
    {
        var row = Find(name, modality) ?? throw new EncoderChoiceException(
            $"There is no {ModalityText(modality)} encoder '{name}'. Available: {string.Join(", ", Names(modality))}.");
        if (row.BundleFile is not null)
            throw new EncoderChoiceException($"The encoder '{name}' exists only in bundles. Choose a bundle that has it.");
        if (!row.HasWeights)
            return row.Open(new EncoderSource(name, ""));
        var path = _installed.FolderOf(name) ?? throw new EncoderChoiceException(row.Install is { } command
            ? $"The encoder '{name}' is not installed. Install it with: {command}"
            : $"The encoder '{name}' is not installed. Name the folder of its weights with --model FOLDER.");
        return row.Open(new EncoderSource(name, path, OverPath: row.Over is { } over ? FolderUnder(name, over, modality) : null));
    }

    private string FolderUnder(string name, string over, Modality modality) =>
        _installed.FolderOf(over) ?? throw new EncoderChoiceException(
            $"The encoder '{name}' needs the encoder '{over}', which is not installed. Install it with: {Find(over, modality)?.Install}");

    /// <summary>Opens the video encoders of these names as one, whose features stand side by side.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public IVideoEncoder OpenVideo(IEnumerable<string> names) =>
        VideoEncoderGroup.Of([.. names.Select(name => (IVideoEncoder)Open(name, Modality.Video))]);

    /// <summary>
    /// The cards of a modality, without encoders that exist only in bundles. Opens what is installed, because the weights are part of the
    /// version.
    /// </summary>
    /// <exception cref="ModelFileException">The folder of an installed model is not usable.</exception>
    public IReadOnlyList<EncoderCard> Cards(Modality modality) =>
        [.. Of(modality).Where(row => row.BundleFile is null && (row.Width is not null || Installed(row).Any())).SelectMany(CardsOf)];

    private IEnumerable<EncoderCard> CardsOf(EncoderRow row)
    {
        var names = row.HasWeights ? Installed(row) : [row.Name];
        return names.Count > 0
            ? names.Select(name => EncoderCard.Of(Open(name, row.Modality), row.Licence))
            : [new EncoderCard(
                row.Name, row.Modality, row.CodeVersion, row.Width ?? 0, row.Rate > 0 ? row.Rate : null, row.Licence, row.Cost?.Invoke(),
                IsReady: false, row.Install)];
    }

    /// <summary>The installed models that are an encoder of this row.</summary>
    private IReadOnlyList<string> Installed(EncoderRow row) =>
        row.BundleFile is not null || !row.HasWeights ? []
        : row.IsIn is { } isIn ? [.. _installed.Names().Where(name => _installed.FolderOf(name) is { } folder && isIn(folder))]
        : _installed.FolderOf(row.Name) is not null && (row.Over is null || _installed.FolderOf(row.Over) is not null) ? [row.Name]
        : [];

    private IEnumerable<EncoderRow> Of(Modality modality) => _rows.Where(row => row.Modality == modality);

    private static string ModalityText(Modality modality) => modality.ToString().ToLowerInvariant();

    private static EncoderRow ClipVitB32(Modality modality, EncoderCost cost) =>
        new(ClipModel.VitB32Name, modality, ClipModel.CodeVersion, source => ClipOf(modality, source, ClipConfig.VitB32))
        {
            Width = ClipConfig.VitB32.Width, Rate = modality == Modality.Video ? 1 : 0, Cost = () => cost,
            Install = $"viml models pull {ClipModel.VitB32Name}",
        };

    /// <summary>Any other CLIP with a vision Transformer, whose folder the user names.</summary>
    private static EncoderRow AnyClip(Modality modality) =>
        new("clip", modality, ClipModel.CodeVersion, source => ClipOf(modality, source, sizes: null)) { Licence = "see its folder" };

    // The files are mapped, and stay so for as long as the encoder may be used: the life of the process.
    private static IEncoder ClipOf(Modality modality, EncoderSource source, ClipConfig? sizes)
    {
        var model = ClipModel.Open(source.Path);
        if (sizes is not null && model.Config != sizes)
            throw new EncoderChoiceException(
                $"'{source.Path}' holds a CLIP of other sizes than {source.Name}. Use it with --encoder clip --model '{source.Path}'.");
        return modality == Modality.Video ? new ClipVideoEncoder(source.Name, model) : new ClipTextEncoder(source.Name, model);
    }

    private static EncoderRow Tagger(string name) =>
        new(name, Modality.Music, MusiCnnEncoder.CodeVersion, source => PublicTagger.Load(name, source.Path).Encoder)
        {
            Width = PublicTagger.Width, Rate = MusiCnnEncoder.WindowRate, Cost = () => PublicTagger.Cost,
            Install = $"viml models pull {name}",
        };

    private static MusiCnnEncoder MusiCnnOf(EncoderSource source) =>
        new(MusiCnn.Load((MusiCnnConfig)source.Sizes!, source.Path), source.Version!);

    private static WordsEncoder WordsOf(EncoderSource source) =>
        new(WordsModel.Load((WordsConfig)source.Sizes!, source.Path), source.Version!);
}
