using System.Globalization;
using Viml.Models;
using Viml.Models.Bundles;
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
/// <param name="Recordings">Recordings it was taught with; null where there are none.</param>
/// <param name="Tagging">How its tags are to be read; null where there were no recordings to calibrate them on.</param>
internal sealed record TrainedMusic(
    MusiCnn Network, string Data, IReadOnlyList<(string Name, double Value)> Figures, IReadOnlyList<string> LeftOut,
    TaughtRecordings? Recordings, BundleTagging? Tagging);

/// <summary>
/// Trains MusiCNN on the clips of a dataset, and where there are recordings also on what public taggers hear in them. Then its tags are
/// calibrated on the held-out recordings.
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
        var network = options.MusiCnnWeights is { } weights
            ? MusiCnn.Load(options.MusiCnn, weights)
            : MusiCnn.Random(options.MusiCnn, options.Seed);
        return _teaching.IsOn ? Taught(network, train, validation, data) : Alone(network, train, validation, data);
    }

    private TrainedMusic Alone(MusiCnn network, PreparedClip[] train, PreparedClip[] validation, string data)
    {
        if (options.MusiCnnWeights is not null) return new TrainedMusic(Published(network), $"{data}; {KeptWeights}", [], [], null, null);
        var batch = Math.Min(options.MusicBatch, train.Length);
        MusicWindows[] windows = [.. Windows(train)];
        var measures = MeasureHead.NamesOf(windows.Select(music => music.Measures));
        var labelled = new LabelledMusic(windows, null, []);
        Fit(new MusicTask(
            network, [new MusicShare(labelled, batch)], measures, null, new LabelledValidation([.. Windows(validation)]), options.Seed),
            string.Create(CultureInfo.InvariantCulture, $"{data}; batches of {batch}"));
        return new TrainedMusic(Published(network), data, [], [], null, null);
    }

    private TrainedMusic Taught(MusiCnn network, PreparedClip[] train, PreparedClip[] validation, string data)
    {
        var teachers = new Teachers(_teaching.Teachers, encoders);
        var (recordings, heldOut) = (Prepare(_teaching.Recordings), Prepare(_teaching.HeldOut));
        var shards = new TeacherShards(work.Path, teachers);
        Heard[] others = Hear(heldOut);
        IReadOnlyList<FeatureSequence> said = [.. others.Select(recording => recording.Said)];
        var evidence = new TrackEvidence(teachers, said);
        var agreement = new TeacherAgreement(teachers, said);
        MusicWindows[] labelled = [.. Windows(validation)];
        data = string.Create(CultureInfo.InvariantCulture,
            $"{data}; {recordings.Count} recordings ({FolderNames(_teaching.Recordings, recordings)}), validated on {heldOut.Count} others "
                + $"({FolderNames(_teaching.HeldOut, heldOut)}), heard by {string.Join(" and ", teachers.Names)}");
        if (options.MusiCnnWeights is null) data = Teach();
        else data = $"{data}; {KeptWeights}";

        var calibration = new TagCalibration(network, teachers, labelled, Hear(recordings));
        var figures = agreement.Report(calibration.Crosswise(others));
        calibration.Run(others);
        return new TrainedMusic(
            Published(network), data, figures, _leftOut, new TaughtRecordings(recordings, heldOut, evidence),
            TagCalibration.TaggingOf(evidence));

        Heard[] Hear(IReadOnlyList<PreparedClip> clips) => [.. clips.Zip(shards.Listen(clips, preparation, cancellation), (clip, rows) =>
            new Heard(Path.GetDirectoryName(clip.Clip.Music!)!, clip.Windows!, rows))];

        string Teach()
        {
            var noises = Prepare(_teaching.OtherSounds);
            var full = string.Create(CultureInfo.InvariantCulture, $"{data}; {noises.Count} other sounds");
            var heard = shards.Listen(recordings, preparation, cancellation);
            MusicWindows[] clips = [.. Windows(train)];
            var scale = new TeacherScale(teachers, heard);
            var shares = new List<MusicShare>();
            var (rows, batch) = (0, options.MusicBatch);
            Add(new LabelledMusic(clips, scale, shards.Listen(train, preparation, cancellation)), Part(_teaching.DatasetShare));
            if (noises.Count > 0) Add(new OtherSounds([.. Windows(noises)]), Part(_teaching.OtherShare));
            Add(new Recordings([.. Windows(recordings)], scale, heard), batch - rows);
            Fit(new MusicTask(
                network, shares, MeasureHead.NamesOf(clips.Select(music => music.Measures)), teachers,
                new RecordedValidation(agreement, [.. Windows(heldOut)], new LabelledValidation(labelled)), options.Seed),
                $"{full}; {string.Join(", ", shares.Select(share => share.Rows))} in a batch; {teachers.View.Version}");
            return full;

            int Part(double share) => (int)Math.Round(share * batch);

            void Add(IMusicSource source, int count)
            {
                count = Math.Min(count, source.Count);
                if (count == 0) return;
                shares.Add(new MusicShare(source, count));
                rows += count;
            }
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

    private string KeptWeights => $"musicnn as in {Path.GetFileName(options.MusiCnnWeights)}";

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
