using System.Globalization;
using System.Text;
using Viml.Engine;
using Viml.Engine.Files;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Media;
using Viml.Models;

namespace Viml.Library.Encoding;

/// <summary>The feature sequence of a file.</summary>
/// <param name="Encoder">The encoder that made it.</param>
/// <param name="Features">One step per second of video or window of music, or per text.</param>
/// <param name="Warnings">What could not be read, or was ignored.</param>
public sealed record ExtractedFeatures(EncoderCard Encoder, FeatureSequence Features, IReadOnlyList<string> Warnings)
{
    /// <summary>Writes the tensor <c>features</c> [time, width] with the card of the encoder as metadata, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var writer = new SafeTensorsWriter();
        writer.Metadata["program"] = ProgramVersion.Text;
        writer.Metadata["encoder"] = Encoder.Name;
        writer.Metadata["modality"] = Encoder.Modality.ToString().ToLowerInvariant();
        writer.Metadata["version"] = Encoder.Version;
        writer.Metadata["licence"] = Encoder.Licence;
        if (Encoder.Rate is { } rate)
            writer.Metadata["rate"] = rate.ToString("R", CultureInfo.InvariantCulture);
        writer.Add("features", Tensor.From(Features.Values, Features.Time, Features.Width), WeightType.F32);
        writer.Save(path);
    }
}

/// <summary>Runs an encoder on a file: a video, a track, or a text file with one text per line.</summary>
public sealed class FeatureExtractor(EncoderRegistry registry)
{
    private const int MaximumTextBytes = 16_000_000;
    private const string TextEnding = ".txt";

    /// <summary>Encodes a file. An encoder of both videos and texts treats a file named <c>*.txt</c> as texts.</summary>
    /// <exception cref="EncoderChoiceException">There is no encoder of this name, or it is not installed.</exception>
    /// <exception cref="MediaFormatException">The file is not what the encoder reads.</exception>
    public ExtractedFeatures Extract(string path, string encoder, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var modalities = registry.Modalities(encoder);
        var isText = Path.GetExtension(path).Equals(TextEnding, StringComparison.OrdinalIgnoreCase);
        var modality = isText && modalities.Contains(Modality.Text) ? Modality.Text : modalities[0];
        var (opened, card) = registry.Open(encoder, modality);
        return opened switch
        {
            IVideoEncoder video when new VideoFileEncoder(video).Encode(path, cancellation) is var encoded =>
                new ExtractedFeatures(card, encoded.Features, Warnings(encoded.Warning)),
            IMusicEncoder music when new MusicFileEncoder(music, 0, new MediaMusicSource()).Encode(path, cancellation) is var encoded =>
                new ExtractedFeatures(card, encoded.Features, Warnings(encoded.WarningAbout(path))),
            ITextEncoder text => OfTexts(path, text, card, cancellation),
            _ => throw new InvalidOperationException($"The encoder '{encoder}' reads nothing that is known."),
        };
    }

    private static ExtractedFeatures OfTexts(string path, ITextEncoder encoder, EncoderCard card, CancellationToken cancellation)
    {
        var texts = ReadTexts(path);
        var features = new float[texts.Length * encoder.Width];
        var warnings = new List<string>();
        for (var i = 0; i < texts.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            encoder.Encode(texts[i], features.AsSpan(i * encoder.Width, encoder.Width));
            if (encoder.Limitation(texts[i]) is { } limitation)
                warnings.Add($"Line {i + 1}: {limitation}");
        }
        return new ExtractedFeatures(card, new FeatureSequence(features, texts.Length, encoder.Width, 0), warnings);
    }

    private static string[] ReadTexts(string path)
    {
        const string expected = "a text file in UTF-8";
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new MediaFormatException(path, expected, "no such file", "Check the name and the folder.");
        if (RegularFile.OtherKind(path) is { } kind)
            throw new MediaFormatException(path, expected, kind, "Write what comes out of it to a file, and name that.");
        if (file.Length > MaximumTextBytes)
            throw new MediaFormatException(
                path, expected, $"{file.Length} bytes", $"Split it into files of at most {MaximumTextBytes} bytes.");
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
            if (text.Contains('\0'))
                throw new MediaFormatException(
                    path, expected, "zero bytes", "Choose a text file with one text per line, or another encoder.");
            var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
            // A file ends with a line break; that does not make an empty text.
            return lines.Length > 1 && lines[^1].Length == 0 ? lines[..^1] : lines;
        }
        catch (DecoderFallbackException error)
        {
            throw new MediaFormatException(
                path, expected, "text of another encoding", "Choose a text file with one text per line, or another encoder.", error);
        }
    }

    private static string[] Warnings(string? warning) => warning is null ? [] : [warning];
}
