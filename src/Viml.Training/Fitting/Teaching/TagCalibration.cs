using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Music;
using Viml.Models.Tagging;

namespace Viml.Training.Fitting.Teaching;

/// <summary>
/// Finds for each tag the number that, added to its logit, makes one half the probability from which on a track has it. For a tag that
/// teachers hear, a recording has it where its evidence is a standard deviation above the mean of the recordings. For the others only the
/// labels of clips are known, and few recordings may come to have them. Those that the network was trained on count too: it knows them
/// better than others, but they are many, and a threshold from few recordings says more about these than about music.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="teachers">The teachers.</param>
/// <param name="clips">Clips with known tags.</param>
/// <param name="trained">Recordings that the network was trained on.</param>
internal sealed class TagCalibration(
    MusiCnn network, Teachers teachers, IReadOnlyList<MusicWindows> clips, IReadOnlyList<Heard> trained)
{
    private const double Threshold = 1;
    private const double SmallestProbability = 1e-7;
    private const double MostUnheard = 0.02; // share of recordings that may have a tag no teacher hears

    /// <summary>How the tags are to be read once their logits are shifted.</summary>
    public static BundleTagging TaggingOf(TrackEvidence evidence) =>
        new(0.5f, [.. TagVocabulary.Default.Names.Where((_, tag) => !evidence.IsHeard(tag))]);

    // Of the network as it was when the first of them was needed: before any shift.
    private double[][]? _ofTrained, _ofClips;

    /// <summary>Calibrates the network, on other recordings too.</summary>
    public void Run(IReadOnlyList<Heard> others) => network.ShiftLogits(Shifts(others));

    /// <summary>
    /// The tags of other recordings from a network that was not calibrated on them: half of the folders calibrate for the other half, and
    /// the reverse. Leaves the network as it was.
    /// </summary>
    /// <returns>The probability of each tag, for each recording.</returns>
    public IReadOnlyList<float[]> Crosswise(IReadOnlyList<Heard> recordings)
    {
        var tags = new float[recordings.Count][];
        string[] folders =
            [.. recordings.Select(recording => recording.Folder).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var half in new[] { 0, 1 })
        {
            var others = recordings.Where(recording => Array.IndexOf(folders, recording.Folder) % 2 != half).ToArray();
            var shifts = Shifts(others.Length + trained.Count > 0 ? others : recordings);
            network.ShiftLogits(shifts);
            var encoder = new MusiCnnEncoder(network);
            for (var i = 0; i < tags.Length; i++)
                if (Array.IndexOf(folders, recordings[i].Folder) % 2 == half)
                    tags[i] = MusicTask.Encode(encoder, recordings[i].Music).Tags;
            network.ShiftLogits([.. shifts.Select(shift => -shift)]);
        }
        return tags;
    }

    /// <summary>The number for each tag.</summary>
    private float[] Shifts(IReadOnlyList<Heard> others)
    {
        var evidence = new TrackEvidence(teachers, [.. trained.Concat(others).Select(recording => recording.Said)]);
        _ofTrained ??= Crossings([.. trained.Select(recording => recording.Music)]);
        _ofClips ??= Crossings(clips);
        double[][] ofRecordings = [.. _ofTrained, .. Crossings([.. others.Select(recording => recording.Music)])];
        var shifts = new float[TagVocabulary.Default.Count];
        for (var tag = 0; tag < shifts.Length; tag++)
        {
            double[] played = [.. ofRecordings.Select(crossings => crossings[tag])];
            if (evidence.IsHeard(tag))
                shifts[tag] = (float)Balanced(played, [.. evidence.Of(tag).Select(value => value > Threshold)]);
            else
            {
                var name = TagVocabulary.Default.Names[tag];
                var known = Balanced(
                    [.. _ofClips.Select(crossings => crossings[tag])],
                    [.. clips.Select(clip => clip.Tags.GetValueOrDefault(name) >= 0.5f)]);
                Array.Sort(played);
                shifts[tag] = (float)Math.Min(known, played[(int)(MostUnheard * (played.Length - 1))]);
            }
        }
        return shifts;
    }

    /// <summary>
    /// The shift at which precision and recall come closest to each other from above: the best smaller one of the two. Tracks whose
    /// crossing lies below it have the tag.
    /// </summary>
    /// <param name="crossings">The shift from which on each track has the tag.</param>
    /// <param name="has">Whether it should.</param>
    internal static double Balanced(IReadOnlyList<double> crossings, IReadOnlyList<bool> has)
    {
        int[] order = [.. Enumerable.Range(0, crossings.Count).OrderBy(track => crossings[track])];
        var all = has.Count(value => value);
        var (best, shift, found) = (-1.0, crossings[order[0]] - 1, 0);
        for (var i = 0; i < order.Length; i++)
        {
            if (has[order[i]]) found++;
            var worse = all == 0 ? -1 : Math.Min(found / (i + 1.0), found / (double)all);
            if (worse <= best) continue;
            best = worse;
            var next = i + 1 < order.Length ? crossings[order[i + 1]] : crossings[order[i]] + 1;
            shift = (crossings[order[i]] + next) / 2;
        }
        return shift;
    }

    /// <summary>For each piece and tag, the number that makes the mean probability over its windows one half.</summary>
    private double[][] Crossings(IReadOnlyList<MusicWindows> pieces)
    {
        var encoder = new MusiCnnEncoder(network);
        return [.. pieces.Select(music =>
        {
            var windows = MusicTask.EncodeWindows(encoder, music).Tags;
            return Enumerable.Range(0, windows.Width).Select(tag => Crossing([.. Enumerable.Range(0, windows.Time)
                .Select(window => Math.Clamp((double)windows.Step(window)[tag], SmallestProbability, 1 - SmallestProbability))
                .Select(probability => Math.Log(probability / (1 - probability)))])).ToArray();
        })];
    }

    private static double Crossing(double[] logits)
    {
        var (low, high) = (-50.0, 50.0);
        for (var step = 0; step < 40; step++)
        {
            var middle = (low + high) / 2;
            if (logits.Average(logit => 1 / (1 + Math.Exp(-logit - middle))) < 0.5) low = middle;
            else high = middle;
        }
        return high;
    }
}

/// <summary>A recording that teachers have listened to.</summary>
/// <param name="Folder">Where it lies: recordings of one folder are not independent.</param>
/// <param name="Music">Its windows.</param>
/// <param name="Said">What the teachers hear in each window.</param>
internal sealed record Heard(string Folder, MusicWindows Music, FeatureSequence Said);
