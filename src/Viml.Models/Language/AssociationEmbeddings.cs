using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;

namespace Viml.Models.Language;

/// <summary>
/// Where the associations lie in the space of a sentence encoder: one unit vector each, the mean over its first phrases and its
/// descriptions. Making them takes thousands of texts through the encoder, so they are made once and kept. Immutable, thread-safe.
/// </summary>
public sealed class AssociationEmbeddings
{
    private const int PhrasesEach = 6; // more find no better

    private readonly float[] _rows;

    /// <summary>Takes rows that were made before.</summary>
    /// <param name="rows">One unit vector per association, in the order of <see cref="AssociationTable.Default"/>, row after row.</param>
    /// <param name="width">Numbers per vector.</param>
    /// <exception cref="ArgumentException">The rows are not as many as the associations.</exception>
    public AssociationEmbeddings(float[] rows, int width)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (rows.Length != AssociationTable.Default.Count * width)
            throw new ArgumentException($"Expected {AssociationTable.Default.Count} x {width} numbers, found {rows.Length}.", nameof(rows));
        (_rows, Width) = (rows, width);
    }

    /// <summary>Numbers per vector.</summary>
    public int Width { get; }

    /// <summary>The vectors, row after row, to keep them.</summary>
    public ReadOnlySpan<float> Rows => _rows;

    /// <summary>SHA-256 over the texts behind the rows, in lower-case hexadecimal: rows that were kept are stale when it changes.</summary>
    public static string TextsHash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Texts().Select(text => $"{text.Association} {text.Text}")))));

    /// <summary>The texts to encode, each with the index of its association.</summary>
    public static IEnumerable<(int Association, string Text)> Texts() => AssociationTable.Default.SelectMany((association, index) =>
        association.Phrases.Take(PhrasesEach).Concat(association.Descriptions).Select(text => (index, text)));

    /// <summary>Makes them from the embeddings of <see cref="Texts"/>.</summary>
    /// <param name="embeddings">One unit vector per text, in the same order.</param>
    public static AssociationEmbeddings Of(IEnumerable<float[]> embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        float[]? rows = null;
        var width = 0;
        foreach (var ((association, text), embedding) in Texts().Zip(embeddings))
        {
            width = rows is null ? embedding.Length : width;
            rows ??= new float[AssociationTable.Default.Count * width];
            if (embedding.Length != width)
                throw new ArgumentException($"Expected {width} numbers for '{text}', found {embedding.Length}.", nameof(embeddings));
            var row = rows.AsSpan(association * width, width);
            TensorPrimitives.Add(row, embedding, row);
        }
        if (rows is null) throw new ArgumentException("Expected an embedding for every text, found none.", nameof(embeddings));
        for (var at = 0; at < rows.Length; at += width)
        {
            var row = rows.AsSpan(at, width);
            var length = TensorPrimitives.Norm(row);
            if (length == 0) throw new ArgumentException("Expected an embedding for every text, found fewer.", nameof(embeddings));
            TensorPrimitives.Divide(row, length, row);
        }
        return new AssociationEmbeddings(rows, width);
    }

    /// <summary>The cosine of a unit vector with every association.</summary>
    public void Cosines(ReadOnlySpan<float> embedding, Span<float> cosines)
    {
        for (var index = 0; index < AssociationTable.Default.Count; index++)
            cosines[index] = TensorPrimitives.Dot(embedding, _rows.AsSpan(index * Width, Width));
    }
}
