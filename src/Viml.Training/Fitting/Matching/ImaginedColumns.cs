using System.Numerics.Tensors;
using Viml.Models;
using Viml.Models.Language;

namespace Viml.Training.Fitting.Matching;

/// <summary>How pictures of the associations that can be seen would look in columns that lie in the space of a text encoder.</summary>
internal sealed class ImaginedColumns
{
    private const int PhrasesEach = 6;

    private readonly LanguageErrors _errors;
    private readonly float[][][] _phrases; // by association; less their mean

    /// <summary>Encodes the phrases.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="text">The text encoder.</param>
    /// <param name="errors">How the video encoder errs; null where nobody measured it.</param>
    public ImaginedColumns(LanguageColumns columns, ITextEncoder text, LanguageErrors? errors)
    {
        Columns = columns;
        _phrases = [.. AssociationTable.Default.Select(known => CanBeSeen(known) ? UnitVectors(text, known) : [])];
        var all = _phrases.SelectMany(phrases => phrases).ToArray();
        var mean = new float[text.Width];
        foreach (var phrase in all) TensorPrimitives.MultiplyAdd(phrase, 1f / all.Length, mean, mean);
        foreach (var phrase in all) TensorPrimitives.Subtract(phrase, mean, phrase);
        _errors = errors ?? LanguageErrors.Unknown(mean);
    }

    /// <summary>The columns.</summary>
    public LanguageColumns Columns { get; }

    /// <summary>Whether a picture can show what the phrases speak about.</summary>
    public static bool CanBeSeen(Association known) =>
        known.Kind is AssociationKind.Scene or AssociationKind.Place or AssociationKind.Activity or AssociationKind.Occasion;

    /// <summary>A picture of an association that can be seen, of unit length.</summary>
    public float[] Picture(int association, RandomStream random)
    {
        var picture = _errors.Apply(random.Pick(_phrases[association]), random);
        TensorPrimitives.Divide(picture, TensorPrimitives.Norm<float>(picture), picture);
        return picture;
    }

    private static float[][] UnitVectors(ITextEncoder text, Association known) =>
        [.. text.EncodeAll([.. known.Phrases.Take(PhrasesEach)]).Chunk(text.Width).Select(vector => TagWishes.Unit(vector))];
}
