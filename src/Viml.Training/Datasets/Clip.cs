using System.Buffers;
using System.Text.Json;
using Viml.Models;

namespace Viml.Training.Datasets;

/// <summary>
/// One clip of a dataset: one line of <c>clips.jsonl</c>.
/// </summary>
/// <param name="Id">Unique in the dataset; the key of its features.</param>
/// <param name="Video">Path of the video, relative to the dataset folder; null where only features were kept.</param>
/// <param name="Music">Path of the music, relative to the dataset folder; null where only features were kept.</param>
/// <param name="Start">Where the clip begins in its files, in seconds.</param>
/// <param name="End">Where it ends, in seconds; after <paramref name="Start"/>.</param>
/// <param name="Split">One of <see cref="Splits.All"/>.</param>
/// <param name="Tags">Tag to confidence, 0 to 1.</param>
/// <param name="Texts">Texts about the music by method ("human", "tags", "data2text", ...).</param>
public sealed record Clip(
    string Id,
    string? Video,
    string? Music,
    double Start,
    double End,
    string Split,
    IReadOnlyDictionary<string, float> Tags,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Texts)
{
    /// <summary>
    /// Numbers that are known of the music by name, such as <c>tempo</c>, each scaled to about [-1, 1]. Encoders are trained to know them
    /// too. Either every clip of a dataset has the same ones or none has any.
    /// </summary>
    public IReadOnlyDictionary<string, float> Measures { get; init; } = new Dictionary<string, float>();

    /// <summary>
    /// Names music that is the same or nearly the same in several files; null where its file is the only one. Clips of one group stay in
    /// one split.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>Identifies the music: the group, the file, or where neither is known the clip.</summary>
    public string MusicKey => Group ?? Music ?? Id;

    /// <summary>
    /// Parses one line of <c>clips.jsonl</c>; <paramref name="path"/> and <paramref name="line"/> name the place in errors.
    /// </summary>
    internal static Clip Parse(ReadOnlyMemory<byte> utf8, string path, int line) =>
        StrictJson.Parse(utf8, DatasetException.Of(path, line), json =>
    {
        var clip = new Clip(
            json.Text("id"),
            json.TextOrNull("video"),
            json.TextOrNull("music"),
            json.Number("start"),
            json.Number("end"),
            json.Text("split"),
            json.Object("tags", tags => tags.Keys.ToDictionary(tag => tag, tag => (float)tags.Number(tag))),
            json.Object("texts", texts => texts.Keys.ToDictionary(method => method, texts.Texts)))
        {
            Measures = json.ObjectOrDefault("measures", measures => measures.Keys.ToDictionary(name => name,
                name => (float)measures.Number(name)))
                ?? [],
            Group = json.TextOrDefault("group"),
        };
        var fault = clip.Fault();
        return fault is null ? clip : throw json.Error(fault.Value.Expected, fault.Value.Found);
    });

    /// <summary>The clip as one line of UTF-8 JSON, newline included.</summary>
    /// <exception cref="ArgumentException">
    /// The clip breaks a rule of the format (empty id, end before start, unknown split, ...).
    /// </exception>
    internal byte[] ToLine()
    {
        if (Fault() is { } fault)
            throw new ArgumentException($"Clip '{Id}' cannot be written: expected {fault.Expected}, found {fault.Found}.");
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("id", Id);
            json.WriteString("video", Video);
            json.WriteString("music", Music);
            json.WriteNumber("start", Start);
            json.WriteNumber("end", End);
            json.WriteString("split", Split);
            json.WriteStartObject("tags");
            foreach (var (tag, confidence) in Tags)
                json.WriteNumber(tag, confidence);
            json.WriteEndObject();
            json.WriteStartObject("texts");
            foreach (var (method, texts) in Texts)
            {
                json.WriteStartArray(method);
                foreach (var text in texts)
                    json.WriteStringValue(text);
                json.WriteEndArray();
            }
            json.WriteEndObject();
            if (Group is not null)
                json.WriteString("group", Group);
            if (Measures.Count > 0)
            {
                json.WriteStartObject("measures");
                foreach (var (name, value) in Measures)
                    json.WriteNumber(name, value);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The rules that types cannot say; null where all are kept.</summary>
    private (string Expected, string Found)? Fault()
    {
        if (Id.Length == 0)
            return ("an id", "an empty id");
        if (!(Start >= 0 && End > Start))
            return ("0 <= start < end", FormattableString.Invariant($"start {Start}, end {End}"));
        if (!Splits.All.Contains(Split))
            return ($"a split of {string.Join(", ", Splits.All)}", $"'{Split}'");
        foreach (var (tag, confidence) in Tags)
            if (!(confidence is >= 0 and <= 1))
                return ("tag confidences from 0 to 1", FormattableString.Invariant($"{confidence} for '{tag}'"));
        return null;
    }
}
