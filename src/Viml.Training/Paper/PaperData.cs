using System.Security.Cryptography;
using Viml.Models;
using Viml.Training.Datasets;
using Viml.Training.Fitting;
using Viml.Training.Fitting.Matching;
using Viml.Training.Methods;
using Viml.Training.Synthesis;

namespace Viml.Training.Paper;

/// <summary>A dataset as the methods see it.</summary>
/// <param name="Name">What the dataset is called.</param>
/// <param name="Train">Clips to train on.</param>
/// <param name="Validation">Clips to make choices on.</param>
/// <param name="Test">Clips that figures are of.</param>
/// <param name="NullText">x^NULL.</param>
/// <param name="TextWidth">Numbers in a step of a text.</param>
/// <param name="Features">The encoders with their versions.</param>
/// <param name="LeftOut">Clips that could not be used, with the reason.</param>
internal sealed record PaperData(
    string Name, IReadOnlyList<PairedClip> Train, IReadOnlyList<PairedClip> Validation, IReadOnlyList<PairedClip> Test, float[] NullText,
    int TextWidth, string Features, IReadOnlyList<string> LeftOut)
{
    /// <summary>Digits of a hash of every clip with its texts: a checkpoint of other data is not gone on with.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The texts that are trained on or asked with.</summary>
    public const string Human = "human", Tags = "tags", DataToText = "data2text", PromptToText = "prompt2text";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> TextMethods { get; } = [Human, Tags, DataToText, PromptToText];

    /// <summary>
    /// Reads the clips of a dataset that have video and music. Features that the dataset holds are used as they are; else its files are
    /// decoded, once, into the work folder.
    /// </summary>
    /// <exception cref="DatasetException">The dataset is not readable, or has too few clips.</exception>
    /// <exception cref="EncoderChoiceException">An encoder is not there.</exception>
    public static PaperData Read(
        PaperOptions options, Func<string, Modality, IEncoder> open, WorkFolder work, IProgress<PreparationProgress>? progress,
        CancellationToken cancellation)
    {
        var info = DatasetInfo.Read(options.Dataset);
        var clips = ClipTexts.Join(options.Dataset, ClipFile.Read(options.Dataset));
        LeakCheck.Require(options.Dataset, clips);
        var features = ClipFeatures.Read(options, info, clips, open, work, progress, cancellation);
        var text = (ITextEncoder)open(options.Preset.TextEncoder, Modality.Text);
        var bank = new TextBank(work.Path, text, Math.Min(text.MaximumSteps, TrainingOptions.MostTextSteps));
        var texts = clips.ToDictionary(clip => clip.Id, TextsOf);
        bank.Add(texts.Values.SelectMany(methods => methods.Values).SelectMany(some => some), cancellation);
        var paired = clips.Where(clip => features.Music.ContainsKey(clip.Id) && features.Video.ContainsKey(clip.Id)).ToLookup(
            clip => clip.Split, clip => new PairedClip(
                clip.Id, clip.MusicKey, features.Video[clip.Id], features.Music[clip.Id],
                texts[clip.Id].ToDictionary(
                    method => method.Key, IReadOnlyList<float[]> (method) => [.. method.Value.Select(one => bank[one])])));
        return new PaperData(
            info.Name, [.. paired[Splits.Train]], [.. paired[Splits.Validation]], [.. paired[Splits.Test]], bank.Encode(""), text.Width,
            $"{features.Encoders}, {text.Name} {text.Version}", features.LeftOut) { Hash = HashOf(clips) };
    }

    private static string HashOf(IReadOnlyList<Clip> clips)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var clip in clips) hash.AppendData(clip.ToLine());
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>The texts of a clip: those of the dataset, or where it has tags those that are made from them.</summary>
    private static Dictionary<string, IReadOnlyList<string>> TextsOf(Clip clip)
    {
        var texts = CorpusDataset.WithSynthesized(clip);
        return TextMethods.Where(texts.ContainsKey).ToDictionary(method => method, method => texts[method]);
    }
}
