using System.Security.Cryptography;
using Viml.Models;
using Viml.Models.Encoders;
using Viml.Training.Datasets;
using Viml.Training.Fitting;
using Viml.Training.Fitting.Matching;
using Viml.Training.Synthesis;

namespace Viml.Training.Methods;

/// <summary>A dataset as the methods see it.</summary>
/// <param name="Name">What the dataset is called.</param>
/// <param name="Train">Clips to train on.</param>
/// <param name="Validation">Clips to make choices on.</param>
/// <param name="Test">Clips that figures are of.</param>
/// <param name="NullText">x^NULL.</param>
/// <param name="TextWidth">Numbers in a step of a text.</param>
/// <param name="Features">The encoders with their versions.</param>
/// <param name="LeftOut">Clips that could not be used, with the reason.</param>
internal sealed record MethodData(
    string Name, IReadOnlyList<PairedClip> Train, IReadOnlyList<PairedClip> Validation, IReadOnlyList<PairedClip> Test, float[] NullText,
    int TextWidth, string Features, IReadOnlyList<string> LeftOut)
{
    /// <summary>Digits of a hash of every clip with its texts: a checkpoint of other data is not gone on with.</summary>
    public string Hash { get; init; } = "";

    /// <summary>What is trained on, in words that change with it.</summary>
    public string Describe() => $"{Name} {Hash}: {Train.Count} train, {Validation.Count} validation clips, {Features}";

    /// <summary>
    /// Reads the clips of a dataset that have video and music. Features and texts that were not encoded before are encoded first, and kept
    /// in the dataset; they are memory-mapped.
    /// </summary>
    /// <exception cref="DatasetException">The dataset is not readable, or leaks.</exception>
    /// <exception cref="EncoderChoiceException">An encoder is not there.</exception>
    public static MethodData Read(
        string dataset, MethodPreset preset, Func<string, Modality, IEncoder> open, IProgress<PreparationProgress>? progress,
        CancellationToken cancellation)
    {
        var info = DatasetInfo.Read(dataset);
        var clips = ClipTexts.Join(dataset, ClipFile.Read(dataset));
        LeakCheck.Require(dataset, clips);
        var features = ClipFeatures.Open(dataset, preset, open, progress, cancellation);
        var text = (ITextEncoder)open(preset.TextEncoder, Modality.Text);
        var bank = new TextBank(dataset, text, Math.Min(text.MaximumSteps, TrainingOptions.MostTextSteps));
        var texts = clips.ToDictionary(clip => clip.Id, TextsOf);
        bank.Add(texts.Values.SelectMany(sources => sources.Values).SelectMany(some => some), cancellation,
            (done, total) => progress?.Report(new PreparationProgress(done, 0, total, "embedding texts")));
        var paired = new List<(string Split, PairedClip Clip)>();
        var leftOut = features.Failed.Select(failure => failure.ToString()).ToList();
        var failed = features.Failed.Select(failure => failure.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var clip in clips)
        {
            if (features.VideoOf(clip.Id) is { Time: > 0 } video && features.Music.Find(clip.Id) is { Time: > 0 } music)
                paired.Add((clip.Split, new PairedClip(clip.Id, clip.MusicKey, video, music, texts[clip.Id].ToDictionary(
                    source => source.Key, IReadOnlyList<StoredFeatures> (source) => [.. source.Value.Select(bank.Find)]))));
            else if (!failed.Contains(clip.Id))
                leftOut.Add($"{clip.Id}: the dataset has no features of it");
        }
        return new MethodData(
            info.Name, Of(Splits.Train), Of(Splits.Validation), Of(Splits.Test), bank.Encode(""), text.Width,
            $"{features.Encoders}, {text.Name} {text.Version}", leftOut) { Hash = HashOf(clips) };

        PairedClip[] Of(string split) => [.. paired.Where(pair => pair.Split == split).Select(pair => pair.Clip)];
    }

    /// <summary>Checks that something can be trained and validated.</summary>
    /// <param name="dataset">The folder, for the error.</param>
    /// <exception cref="DatasetException">There are fewer than two clips to train on, or to validate.</exception>
    public void RequireEnough(string dataset)
    {
        if (Train.Count < 2 || Validation.Count < 2)
            throw new DatasetException(dataset, null, "at least 2 clips to train on and 2 to validate",
                $"{Train.Count} and {Validation.Count}");
    }

    private static string HashOf(IReadOnlyList<Clip> clips)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var clip in clips) hash.AppendData(clip.ToLine());
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>
    /// The texts of a clip: those of the dataset, or where it has tags and none that were made from them, those that are.
    /// </summary>
    private static Dictionary<string, IReadOnlyList<string>> TextsOf(Clip clip)
    {
        var texts = TextSource.Synthesized.Any(clip.Texts.ContainsKey) ? clip.Texts : CorpusDataset.WithSynthesized(clip);
        return TextSource.Synthesized.Append(TextSource.Human).Where(texts.ContainsKey).ToDictionary(
            source => source, source => texts[source]);
    }
}
