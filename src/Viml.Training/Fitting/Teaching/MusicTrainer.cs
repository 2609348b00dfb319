using System.Globalization;
using Viml.Models;
using Viml.Models.Encoders;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting.Teaching;

/// <summary>A trained MusiCNN.</summary>
/// <param name="Network">The network, as it is published.</param>
/// <param name="Data">What it was trained on, in words.</param>
/// <param name="Figures">How it does on held-out recordings, by name; empty where there are none.</param>
/// <param name="LeftOut">Recordings that could not be decoded, with the reason.</param>
internal sealed record TrainedMusic(
    MusiCnn Network, string Data, IReadOnlyList<(string Name, double Value)> Figures, IReadOnlyList<string> LeftOut);

/// <summary>
/// Trains MusiCNN on the clips of a dataset, and where there are recordings also on what public taggers hear in them. Then its tags are
/// calibrated on the recordings.
/// </summary>
/// <param name="options">How.</param>
/// <param name="work">Where it resumes.</param>
/// <param name="encoders">Where the teachers come from.</param>
/// <param name="preparation">Told how many files are decoded, and how many the teachers have listened to.</param>
/// <param name="fitting">Told how far the training is.</param>
/// <param name="cancellation">Interrupts it.</param>
internal sealed class MusicTrainer(
    TrainingOptions options, WorkFolder work, EncoderTable encoders, IProgress<PreparationProgress>? preparation,
    IProgress<FittingProgress>? fitting, CancellationToken cancellation)
{
    private readonly TeachingOptions _teaching = options.Teaching;
    private readonly List<string> _leftOut = [];

    /// <summary>Trains, or resumes.</summary>
    /// <param name="train">Clips to train on.</param>
    /// <param name="validation">Clips to validate on.</param>
    /// <param name="data">The dataset in words.</param>
    public TrainedMusic Run(PreparedClip[] train, PreparedClip[] validation, string data)
    {
        var network = MusiCnn.Random(options.MusiCnn, options.Seed);
        return _teaching.IsOn ? Taught(network, train, validation, data) : Alone(network, train, validation, data);
    }

    private TrainedMusic Alone(MusiCnn network, PreparedClip[] train, PreparedClip[] validation, string data)
    {
        var batch = Math.Min(options.MusicBatch, train.Length);
        MusicWindows[] windows = [.. Windows(train)];
        var measures = MeasureHead.NamesOf(windows.Select(music => music.Measures));
        var labelled = new LabelledMusic(windows, null, []);
        Fit(new MusicTask(
            network, [new MusicShare(labelled, batch)], measures, null, new LabelledValidation([.. Windows(validation)]), options.Seed),
            string.Create(CultureInfo.InvariantCulture, $"{data}; batches of {batch}"));
        return new TrainedMusic(Published(network), data, [], []);
    }

    private TrainedMusic Taught(MusiCnn network, PreparedClip[] train, PreparedClip[] validation, string data)
    {
        var teachers = new Teachers(_teaching.Teachers, encoders);
        var (recordings, heldOut, others) = (Prepare(_teaching.Recordings), Prepare(_teaching.HeldOut), Prepare(_teaching.OtherSounds));
        var shards = new TeacherShards(work.Path, teachers);
        var heard = shards.Listen(recordings, preparation, cancellation);
        var heardHeldOut = shards.Listen(heldOut, preparation, cancellation);
        var heardTrain = shards.Listen(train, preparation, cancellation);
        var scale = new TeacherScale(teachers, heard);
        MusicWindows[] clips = [.. Windows(train)], played = [.. Windows(recordings)];

        var shares = new List<MusicShare>();
        var (rows, batch) = (0, options.MusicBatch);
        Add(new LabelledMusic(clips, scale, heardTrain), (int)Math.Round(_teaching.DatasetShare * batch));
        if (others.Count > 0) Add(new OtherSounds([.. Windows(others)]), (int)Math.Round(_teaching.OtherShare * batch));
        Add(new Recordings(played, scale, heard), batch - rows);
        var agreement = new TeacherAgreement(teachers, heardHeldOut);
        MusicWindows[] held = [.. Windows(heldOut)], labelled = [.. Windows(validation)];
        var full = string.Create(CultureInfo.InvariantCulture,
            $"{data}; {recordings.Count} recordings ({FolderNames(_teaching.Recordings, recordings)}), validated on {heldOut.Count} others "
                + $"({FolderNames(_teaching.HeldOut, heldOut)}), "
                + $"heard by {string.Join(" and ", teachers.Names)}; {others.Count} other sounds");
        Fit(new MusicTask(
            network, shares, MeasureHead.NamesOf(clips.Select(music => music.Measures)), teachers,
            new RecordedValidation(agreement, held, new LabelledValidation(labelled)), options.Seed),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{full}; {string.Join(", ", shares.Select(share => share.Rows))} in a batch; {teachers.View.Version}"));

        network.ShiftLogits(new TagCalibration(new MusiCnnEncoder(network)).Shifts(teachers, played, heard, labelled));
        var published = Published(network);
        return new TrainedMusic(
            published, full, agreement.Report([.. held.Select(music => MusicTask.Encode(new MusiCnnEncoder(published), music).Tags)]),
            _leftOut);

        void Add(IMusicSource source, int count)
        {
            count = Math.Min(count, source.Count);
            if (count == 0) return;
            shares.Add(new MusicShare(source, count));
            rows += count;
        }
    }

    private IReadOnlyList<PreparedClip> Prepare(IReadOnlyList<string> folders)
    {
        var (recordings, failures) = new RecordingPreparation(work.Path).Run(folders, preparation, cancellation);
        _leftOut.AddRange(failures);
        return recordings;
    }

    private void Fit(MusicTask task, string data) =>
        work.Fit(options.MusicEncoder, task, options.Music with { Seed = options.Seed, Data = data }, fitting, cancellation);

    private MusiCnn Published(MusiCnn network) =>
        work.Rounded(options.MusicEncoder, network.Parameters, path => MusiCnn.Load(options.MusiCnn, path));

    private static IEnumerable<MusicWindows> Windows(IEnumerable<PreparedClip> clips) => clips.Select(clip => clip.Windows!);

    /// <summary>The names of the folders under those that were named, which say where the recordings are from.</summary>
    private static string FolderNames(IReadOnlyList<string> folders, IEnumerable<PreparedClip> recordings) => string.Join(", ",
        recordings.Select(recording =>
        {
            var folder = folders.First(folder => recording.Clip.Music!.StartsWith(folder, StringComparison.Ordinal));
            return Path.GetRelativePath(folder, recording.Clip.Music!).Split(Path.DirectorySeparatorChar) is [var first, _, ..]
                ? first
                : Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
