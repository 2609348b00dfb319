using System.Globalization;
using Viml.Bench.Library;

switch (args)
{
    case ["load", var server, var clients, var seconds]:
        await ServerLoad.RunAsync(
            new Uri(server), int.Parse(clients, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture));
        return 0;
    case ["balance", var server, var seconds]:
        await ServerLoad.RunAsync(new Uri(server), clients: 1, int.Parse(seconds, CultureInfo.InvariantCulture), hasSound: false);
        return 0;
    case [var file, var tracks, var bundle]:
        LibraryMaker.Run(file, int.Parse(tracks, CultureInfo.InvariantCulture), bundle);
        return 0;
    default:
        Console.Error.WriteLine("usage: FILE TRACKS BUNDLE            makes the library FILE with that many invented tracks");
        Console.Error.WriteLine("       balance ADDRESS SECONDS       moves the balance of one client; tracks need no sound");
        Console.Error.WriteLine("       load ADDRESS CLIENTS SECONDS  asks a running viml serve, and prints how long its answers take");
        return 2;
}
