using System.Globalization;
using Viml.Bench.Library;

if (args is not [var file, var tracks, var bundle])
{
    Console.Error.WriteLine("usage: FILE TRACKS BUNDLE     makes the library FILE with that many invented tracks");
    return 2;
}
LibraryMaker.Run(file, int.Parse(tracks, CultureInfo.InvariantCulture), bundle);
return 0;
