namespace Viml.Corpus.Genres;

/// <summary>Drum grooves of one bar that several genres share. Sixteen steps are sixteenths, twelve are triplets.</summary>
internal static class Grooves
{
    public static readonly Groove Rock = new("kick:X.......X.......", "snare:....X.......X...", "hat:x.o.x.o.x.o.x.o.");
    public static readonly Groove RockDriving = new("kick:X.....x.X.x.....", "snare:....X.......X..o", "hat:X.x.X.x.X.x.X.x.");
    public static readonly Groove RockRide = new("kick:X..x....X.x.....", "snare:....X.......X...", "ride:X.x.X.x.X.x.X.x.");
    public static readonly Groove RockHalf = new("kick:X.....x.........", "snare:........X.......", "hat:x...x...x...x...");
    public static readonly Groove RockOpen = new("kick:X.x...x.X.x...x.", "snare:....X.......X...", "open:X...X...X...X...");
    public static readonly Groove Pop = new("kick:X......xX.......", "snare:....X.......X...", "hat:x.x.x.x.x.x.x.x.");
    public static readonly Groove PopClap = new("kick:X.....x.X.......", "clap:....X.......X...", "hat:x.o.x.o.x.o.x.oo",
        "tamb:..x...x...x...x.");
    public static readonly Groove FourFloor = new("kick:X...X...X...X...", "clap:....X.......X...", "open:..x...x...x...x.");
    public static readonly Groove FourFloorHats = new("kick:X...X...X...X...", "clap:....X.......X...", "hat:x.oxx.oxx.oxx.ox",
        "open:..x...x...x...x.");
    public static readonly Groove FourFloorSnare = new("kick:X...X...X...X...", "snare:....X.......X...", "hat:o.x.o.x.o.x.o.x.");
    public static readonly Groove TechnoPlain = new("kick:X...X...X...X...", "hat:..x...x...x...x.", "ride:x.-.x.-.x.-.x.-.");
    public static readonly Groove TechnoBusy = new("kick:X...X...X...X..-", "hat:oxoxoxoxoxoxoxox", "open:..X...X...X...X.",
        "tomlow:...x..x....x..-.", "clap:....x.......x...");
    public static readonly Groove Breakbeat = new("kick:X.X.......xx....", "snare:....X..o.o..X..o", "hat:x.x.x.x.x.x.x.x.");
    public static readonly Groove DrumAndBass = new("kick:X.........X.....", "snare:....X.......X...", "hat:x.x.x.x.x.x.x.x.");
    public static readonly Groove DrumAndBassGhost = new("kick:X.........X.....", "snare:....X..o.o..X..o", "hat:X.oxX.oxX.oxX.ox");
    public static readonly Groove DrumAndBassRide = new("kick:X..-......X..-..", "snare:....X.-o....X-.o", "ride:x.x.x.x.x.x.x.x.");
    public static readonly Groove Jungle = new("kick:X.x.......xx....", "snare:....X..x.x..X..x", "hat:x.x.x.x.x.x.x.x.",
        "open:..............-.");
    public static readonly Groove JungleTwo = new("kick:X.x..-....x...-.", "snare:....x..x.x....x.", "ride:x.x.x.x.x.x.x.x.");
    public static readonly Groove HipHop = new("kick:X......x..X.....", "snare:....X.......X...", "hat:x.x.x.x.x.x.x.x.");
    public static readonly Groove HipHopLazy = new("kick:X..x...x.xX..-..", "snare:....X.......X..o", "hat:x.o.x.o.x.o.x.ox");
    public static readonly Groove Trap = new("kick:X.....x...X..x..", "clap:........X.......", "hat:xoxoxoxxxoxoxxxx",
        "open:......-.......-.");
    public static readonly Groove TrapRolls = new("kick:X..x......x.....", "snare:........X.......", "hat:x.x.xxx.x.x.xxxx",
        "cowbell:..............-.");
    public static readonly Groove Funk = new("kick:X.x....x..x..x..", "snare:....X..o.o..X..o", "hat:x.x.x.x.x.x.x.x.");
    public static readonly Groove FunkSixteenth = new("kick:X..x..x...x.....", "snare:....X..o.o.oX...", "hat:XoxoXoxoXoxoXoxo",
        "open:......-.......-.");
    public static readonly Groove FunkLinear = new("kick:X..x...x..x..-..", "snare:..o.X.o..o..X.o.", "hat:.x.x.x.x.x.x.x.x");
    public static readonly Groove Reggae = new("kick:........X.......", "side:........X.......", "hat:x.x.x.xxx.x.x.x.");
    public static readonly Groove ReggaeSteppers = new("kick:X...X...X...X...", "side:........X..-....", "hat:x.x.x.x.x.x.x.xx");
    public static readonly Groove ReggaeRockers = new("kick:X.......X.......", "side:....-...X......-", "hat:x.xxx.xxx.xxx.xx");
    public static readonly Groove Country = new("kick:X.......X.......", "snare:....X.......X...", "hat:..x...x...x...x.");
    public static readonly Groove CountryTrain = new("kick:X...x...X...x...", "snare:o.ooX.ooo.ooX.oo");
    public static readonly Groove Bossa = new("kick:X..xX..xX..xX..x", "side:x..x..x...x..x..", "hat:o.o.o.o.o.o.o.o.");
    public static readonly Groove Samba = new("kick:X..xX..xX..xX..x", "snare:o.ox.ox.o.ox.oxo", "hat:..x...x...x...x.",
        "shaker:XoxxXoxxXoxxXoxx");
    public static readonly Groove Salsa = new("kick:...x..x....x..x.", "clave:..x.x...x..x..x.", "cowbell:X.x.X.x.X.x.X.x.",
        "congahigh:..x...xx..x...xx", "timbale:......-.......-.");
    public static readonly Groove Cumbia = new("kick:X...X...X...X...", "guiro:x.xxx.xxx.xxx.xx", "side:....x.......x...",
        "congalow:..x...x...x...xx");
    public static readonly Groove Reggaeton = new("kick:X...X...X...X...", "snare:...X..X....X..X.", "hat:x.x.x.x.x.x.x.x.");
    public static readonly Groove Metal = new("kick:X.x.X.x.X.x.X.x.", "snare:....X.......X...", "crash:x...x...x...x...");
    public static readonly Groove MetalDouble = new("kick:xxxxxxxxxxxxxxxx", "snare:....X.......X...", "ride:X.x.X.x.X.x.X.x.");
    public static readonly Groove MetalBlast = new("kick:X.x.X.x.X.x.X.x.", "snare:.x.x.x.x.x.x.x.x", "ride:X.x.X.x.X.x.X.x.");
    public static readonly Groove MetalGallop = new("kick:X.xxX.xxX.xxX.xx", "snare:....X.......X...", "hat:X...X...X...X...");
    public static readonly Groove Swing = new("ride:X..x.xX..x.x", "pedal:...x.....x..", "kick:o..o..o..o..");
    public static readonly Groove SwingComp = new("ride:X..x.xX..x.x", "pedal:...x.....x..", "snare:..-...-.o..-", "kick:o..o..o..o.-");
    public static readonly Groove Brushes = new("swirl:X..o..X..o..", "snare:...x.o...x.o", "pedal:...x.....x..");
    public static readonly Groove Shuffle = new("kick:X.....X..-..", "snare:...X.....X..", "hat:x.xx.xx.xx.x");
    public static readonly Groove SlowTwelve = new("kick:X....xX.....", "snare:...X.....X..", "hat:xxxxxxxxxxxx");
    public static readonly Groove Chill = new("kick:X......x..x.....", "side:....x.......x...", "hat:..x...x...x...x.",
        "shaker:o.o.o.o.o.o.o.o.");
    public static readonly Groove Downtempo = new("kick:X.....x...x.....", "snare:....X.......X...", "hat:x.o.x.o.x.ox..o.");
    public static readonly Groove March = new("snare:X.xxx.x.X.xxx.xx", "kick:X.......X.......");
    public static readonly Groove Cinematic = new("kick:X.....x.X...x...", "tomlow:X..x..x.X..x..x.", "tommid:....x.......x.xx");
    public static readonly Groove CinematicSlow = new("kick:X...............", "tomlow:X.......x.x.....", "crash:-...............");
    public static readonly Groove OrchestralHits = new("kick:X.......x.......", "crash:-...............", "snare:........o.o.oooo");
    public static readonly Groove Hand = new("bongohigh:x.oxx.oxx.oxx.ox", "bongolow:......x.......xx");
    public static readonly Groove HandCongas = new("congamute:x...x...x...x...", "congahigh:..xx......xx....", "congalow:......xx......xx",
        "shaker:xoxoxoxoxoxoxoxo");
    public static readonly Groove HandTambourine = new("tamb:x.o.X.o.x.o.X.o.", "shaker:xoxoxoxoxoxoxoxo");
    public static readonly Groove HandWorld = new("tomlow:X.....x.X.......", "congalow:...x..x....x..x.", "tamb:..x...x...x...x.",
        "bongohigh:.ox..ox..ox..oxo");

    /// <summary>What hand percussion plays in any genre.</summary>
    public static IReadOnlyList<Groove> Percussion { get; } = [Hand, HandCongas, HandTambourine, HandWorld, Samba];

    /// <summary>What the orchestra's percussion plays.</summary>
    public static IReadOnlyList<Groove> Orchestral { get; } = [Cinematic, CinematicSlow, OrchestralHits, March];
}
