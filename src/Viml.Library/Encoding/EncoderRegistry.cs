using Viml.Models;
using Viml.Models.Encoders;

namespace Viml.Library.Encoding;

/// <summary>The encoders a user can choose by name: those of the bundle, and every other of the table.</summary>
/// <param name="bundle">The models of the bundle; loaded when they are needed.</param>
/// <param name="table">The encoders of this machine.</param>
public sealed class EncoderRegistry(Lazy<ModelSet> bundle, EncoderTable table)
{
    /// <summary>
    /// Every encoder, in the order video, music, text. Reads the weights of the bundle, and of other models what is needed to know their
    /// versions.
    /// </summary>
    /// <exception cref="ModelFileException">The folder of an installed model is not usable.</exception>
    public IReadOnlyList<EncoderCard> Cards() =>
    [
        .. Enum.GetValues<Modality>().SelectMany(modality =>
            OfBundle(modality).Select(encoder => CardOf(encoder, modality)).Concat(table.Cards(modality)).DistinctBy(card => card.Name)),
    ];

    /// <summary>What the encoders of this name read.</summary>
    /// <exception cref="EncoderChoiceException">There is none of this name.</exception>
    public IReadOnlyList<Modality> Modalities(string name)
    {
        var modalities = Enum.GetValues<Modality>();
        if (modalities.Where(modality => OutsideBundles(name, modality)).ToArray() is { Length: > 0 } found)
            return found;
        if (modalities.Where(modality => OfBundle(modality).Any(encoder => encoder.Name == name)).ToArray() is { Length: > 0 } own)
            return own;
        var ofBundle = modalities.SelectMany(OfBundle).Select(encoder => encoder.Name);
        var others = modalities.SelectMany(modality => table.Names(modality).Where(other => OutsideBundles(other, modality)));
        throw new EncoderChoiceException(
            $"There is no encoder '{name}'. Available: {string.Join(", ", ofBundle.Concat(others).Distinct())}.");
    }

    /// <summary>An encoder with its card.</summary>
    /// <exception cref="EncoderChoiceException">There is none of this name, or it is not installed.</exception>
    public (IEncoder Encoder, EncoderCard Card) Open(string name, Modality modality)
    {
        var encoder = (OutsideBundles(name, modality) ? null : OfBundle(modality).FirstOrDefault(own => own.Name == name))
            ?? table.Open(name, modality);
        return (encoder, CardOf(encoder, modality));
    }

    private EncoderCard CardOf(IEncoder encoder, Modality modality) => EncoderCard.Of(
        encoder, OutsideBundles(encoder.Name, modality) ? table.Find(encoder.Name, modality)!.Licence : bundle.Value.Licence);

    private IEnumerable<IEncoder> OfBundle(Modality modality) => modality switch
    {
        Modality.Video => VideoEncoderGroup.PartsOf(bundle.Value.Video),
        Modality.Music => [bundle.Value.Music],
        _ => [bundle.Value.Text],
    };

    /// <summary>Whether the table opens this encoder by itself, so that the bundle need not be loaded.</summary>
    private bool OutsideBundles(string name, Modality modality) => table.Find(name, modality) is { BundleFile: null };
}
