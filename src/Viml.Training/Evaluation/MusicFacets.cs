using Viml.Corpus.Latents;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Training.Datasets;

namespace Viml.Training.Evaluation;

/// <summary>
/// What is known of a piece that others can be like or unlike: sets of tags as bits of the vocabulary, and its tempo. Two pieces are alike
/// in a dimension that they share a tag of, or where their tempos are at most 5 beats a minute apart (Lee et al. 2020, section 3).
/// </summary>
/// <param name="Genres">Genre tags.</param>
/// <param name="Moods">Mood tags.</param>
/// <param name="Instruments">Instrument tags.</param>
/// <param name="Tempo">Beats a minute; null where it is not known.</param>
internal readonly record struct MusicFacets(UInt128 Genres, UInt128 Moods, UInt128 Instruments, double? Tempo)
{
    private const double SameTempo = 5;
    private const float Sure = 0.5f;

    /// <summary>The facets of a clip: tags of at least 0.5, and its measure <c>tempo</c>.</summary>
    public static MusicFacets Of(Clip clip)
    {
        var sets = new UInt128[3];
        foreach (var (tag, confidence) in clip.Tags)
            if (confidence >= Sure && TagVocabulary.Default.TryIndexOf(tag, out var index))
                sets[TagVocabulary.Default.KindOf(index) switch { TagKind.Genre => 0, TagKind.Mood => 1, _ => 2 }] |= UInt128.One << index;
        return new MusicFacets(sets[0], sets[1], sets[2],
            clip.Measures.TryGetValue("tempo", out var tempo) ? PieceLatents.BeatsPerMinute(tempo) : null);
    }

    /// <summary>Whether two pieces are alike in a dimension; null where that is not known of one of them.</summary>
    public static bool? AreAlike(MusicFacets a, MusicFacets b, MusicDimension dimension) => dimension switch
    {
        MusicDimension.Genre => Share(a.Genres, b.Genres),
        MusicDimension.Mood => Share(a.Moods, b.Moods),
        MusicDimension.Instruments => Share(a.Instruments, b.Instruments),
        _ => Math.Abs(a.Tempo - b.Tempo ?? double.NaN) is var apart && double.IsNaN(apart) ? null : apart <= SameTempo,
    };

    private static bool? Share(UInt128 a, UInt128 b) => a == 0 || b == 0 ? null : (a & b) != 0;
}
