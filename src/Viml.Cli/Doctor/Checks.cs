using System.Runtime.InteropServices;
using Viml.Engine.Kernels;
using Viml.Library.Files;
using Viml.Media.Ffmpeg;
using Viml.Media.FluidSynth;
using Viml.Models;

namespace Viml.Cli.Doctor;

/// <summary>Checks everything the program depends on. No check throws: what goes wrong is part of the answer.</summary>
internal static class Checks
{
    private const long LowSpaceBytes = 1L << 30;

    /// <summary>A program that takes longer to print its version is broken.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    public static IEnumerable<Check> Run(AppEnvironment environment, string bundleFolder)
    {
        var tools = MediaTools.Default with { IdleLimit = AnswerLimit };
        yield return Runtime();
        yield return Processor();
        yield return Program(
            tools.Ffmpeg, "ffmpeg", environment, CheckState.Bad, "reads media files",
            path => ToolVersions.Ffmpeg(tools with { Ffmpeg = path }));
        yield return Program(
            tools.Ffprobe, "ffmpeg", environment, CheckState.Bad, "reads media files",
            path => ToolVersions.Ffprobe(tools with { Ffprobe = path }));
        yield return LoadedBundle(environment, bundleFolder);
        yield return Encoders(environment);
        yield return Home(environment.Paths.DataFolder);
        yield return Space(environment.Paths.DataFolder);
        yield return Program(
            tools.FluidSynth, "fluidsynth", environment, CheckState.Optional, "only needed for 'corpus build'",
            path => ToolVersions.FluidSynth(tools with { FluidSynth = path }));
        yield return InstalledSoundFonts();
    }

    private static Check Runtime()
    {
        const int needed = 10;
        var found = $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";
        return Environment.Version.Major >= needed
            ? Check.Good(".NET", found)
            : new Check(".NET", CheckState.Bad, found, "Install the .NET 10 SDK from https://dotnet.microsoft.com/download/dotnet/10.0");
    }

    private static Check Processor()
    {
        var cores = Environment.ProcessorCount == 1 ? "1 core" : $"{Environment.ProcessorCount} cores";
        var vectors = System.Numerics.Vector.IsHardwareAccelerated;
        var instructions = vectors ? Simd.Description : "no vector instructions";
        var found = $"{RuntimeInformation.ProcessArchitecture}, {cores}, {Parallelism.Threads} threads used, {instructions}";
        return vectors
            ? Check.Good("processor", found)
            : new Check(
                "processor", CheckState.Optional, found,
                "Everything works, but slowly. Remove DOTNET_EnableHWIntrinsic=0 from the environment.");
    }

    private static Check Program(
        string name, string package, AppEnvironment environment, CheckState whenMissing, string use, Func<string, string> versionOf)
    {
        var path = (environment.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(candidate => File.Exists(candidate) || File.Exists(candidate + ".exe"));
        if (path is null) return new Check(name, whenMissing, $"not found; {use}", $"sudo apt-get install {package}");
        try
        {
            return Check.Good(name, $"{versionOf(path)} in {path}");
        }
        catch (Exception error)
        {
            return new Check(name, whenMissing, Failure.Of(error).Message, $"sudo apt-get install --reinstall {package}");
        }
    }

    private static Check LoadedBundle(AppEnvironment environment, string folder)
    {
        const string name = "bundle";
        const string fix = "Choose another with --bundle DIR, or restore the folder models/builtin of the project.";
        if (!Directory.Exists(folder)) return new Check(name, CheckState.Bad, $"'{folder}' is missing", fix);
        try
        {
            var models = environment.LoadModels(folder);
            models.LoadAll();
            return Check.Good(name, $"{models.BundleName} {models.BundleHash[..12]} in {folder}");
        }
        catch (Exception error)
        {
            return new Check(name, CheckState.Bad, Failure.Of(error).Message, fix);
        }
    }

    private static Check Encoders(AppEnvironment environment)
    {
        const string name = "encoders";
        try
        {
            var cards = Enum.GetValues<Modality>().SelectMany(AppEnvironment.Table(environment.Variable, environment.ProgramFolder).Cards)
                .DistinctBy(card => card.Name).ToLookup(card => card.IsReady, card => card.Name);
            var missing = cards[false].Any() ? $"; not installed: {string.Join(", ", cards[false])}" : "";
            return Check.Good(name, $"beside those of the bundle {string.Join(", ", cards[true])}{missing}");
        }
        catch (Exception error)
        {
            const string fix = "Remove the model and install it again: viml models remove NAME";
            return new Check(name, CheckState.Optional, Failure.Of(error).Message, fix);
        }
    }

    private static Check Home(string folder)
    {
        try
        {
            PrivateFiles.CreateFolder(folder);
            var probe = Path.Combine(folder, $".doctor-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return Check.Good("home", folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Check("home", CheckState.Bad, error.Message, "Set VIML_HOME to a folder that can be written.");
        }
    }

    private static Check Space(string folder)
    {
        const string name = "disk space";
        try
        {
            var free = new DriveInfo(NearestExisting(folder)).AvailableFreeSpace;
            var found = string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):0.0} GiB free in home");
            return free >= LowSpaceBytes
                ? Check.Good(name, found)
                : new Check(name, CheckState.Optional, found, "Free some space, or set VIML_HOME to a folder on another disk.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Check(name, CheckState.Optional, error.Message, "Set VIML_HOME to a folder on a local disk.");
        }
    }

    private static string NearestExisting(string folder)
    {
        var nearest = new DirectoryInfo(folder);
        while (!nearest.Exists && nearest.Parent is not null) nearest = nearest.Parent;
        return nearest.FullName;
    }

    private static Check InstalledSoundFonts()
    {
        const string name = "soundfonts";
        var fonts = SoundFonts.Find();
        return fonts.Count > 0
            ? Check.Good(name, string.Join(", ", fonts.Select(font => font.Name)))
            : new Check(name, CheckState.Optional, "none found; only needed for 'corpus build'", "sudo apt-get install fluid-soundfont-gm");
    }
}
