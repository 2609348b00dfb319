namespace Viml.Corpus.Pieces;

/// <summary>Names for pieces that say nothing about how they sound: two words of places, things and times.</summary>
internal static class Titles
{
    private static readonly string[] First =
    [
        "Paper", "Copper", "Second", "Northern", "Little", "Glass", "Seventh", "Hidden", "Borrowed", "Painted", "Wooden", "Open", "Other",
        "Distant", "Printed", "Folded", "Early", "Linen",
        "Middle", "Numbered", "Quarter", "Eastern", "Amber", "Cedar", "Marble", "Double", "Outer", "Parallel", "Salt", "Woven", "Twelfth",
        "Local", "Chalk", "Indigo", "Granite", "Return",
        "Spare", "Common", "Lower", "Final",
    ];

    private static readonly string[] Second =
    [
        "Harbour", "Letter", "Station", "Orchard", "Window", "Atlas", "Corridor", "Lantern", "Bridge", "Garden", "Map", "Signal", "Market",
        "Stairs", "Almanac", "Ferry", "Compass", "Valley",
        "Archive", "Terrace", "Postcard", "Meridian", "Passage", "Village", "Notebook", "Cabinet", "Avenue", "Island", "Mirror", "Address",
        "Island Road", "Ticket", "Kite", "Engine", "Field", "Riverbank",
        "Ledger", "Balcony", "Platform", "Courtyard",
    ];

    /// <summary>The title of piece number <paramref name="index"/>: all of the first 1,600 differ.</summary>
    public static string Of(int index, ulong seed)
    {
        // Walks over all pairs in an order given by the seed; 1,600 pairs, a step without common factor.
        var pairs = First.Length * Second.Length;
        var at = (int)((RandomStream.Hash($"titles {seed}") % (ulong)pairs + (ulong)index * 1187) % (ulong)pairs);
        var title = $"{First[at % First.Length]} {Second[at / First.Length]}";
        return index < pairs ? title : $"{title} {index / pairs + 1}";
    }
}
