using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Library.Catalog;
using Viml.Models.Language;
using Viml.Models.Tagging;
using Dots = Viml.Engine.Kernels.Similarity;

namespace Viml.Library.Search;

/// <summary>
/// How the tags of every track stand out in a library, as float16: a product with all tracks reads little memory. Immutable.
/// </summary>
internal sealed class TagMatrix
{
    private const int TracksPerRange = 256;

    private readonly Half[] _rows; // [track, tag]
    private readonly int _tags;
    private readonly TagStatistics? _background;

    private TagMatrix(TagStanding standing, Half[] rows, int tags, TagStatistics? background) =>
        (Standing, _rows, _tags, _background) = (standing, rows, tags, background);

    /// <summary>What the tags are compared with.</summary>
    public TagStanding Standing { get; }

    /// <summary>Number of tracks.</summary>
    public int Count => _rows.Length / _tags;

    /// <summary>Compares the tags of tracks. At least one track.</summary>
    /// <param name="tracks">The tracks.</param>
    /// <param name="background">The tags of music in general; null compares the tracks with each other only.</param>
    public static TagMatrix Of(IReadOnlyList<TrackRecord> tracks, TagStatistics? background)
    {
        var standing = TagStanding.Of([.. tracks.Select(track => track.Tags)], background);
        var tags = tracks[0].Tags.Length;
        var rows = new Half[checked(tracks.Count * tags)];
        Parallelism.ForRanges(tracks.Count, TracksPerRange, (from, to) =>
        {
            var row = new float[tags];
            for (var track = from; track < to; track++)
            {
                standing.Fill(tracks[track].Tags, row);
                TensorPrimitives.ConvertToHalf(row, rows.AsSpan(track * tags, tags));
            }
        });
        return new TagMatrix(standing, rows, tags, background);
    }

    /// <summary>The product of weights, one per tag, with the standing of every track.</summary>
    public float[] Product(ReadOnlySpan<float> weights)
    {
        var products = new float[Count];
        Dots.Dot(_rows, _tags, weights, products);
        return products;
    }

    /// <summary>The standard deviation of a product over music in general, or where that is not known over the tracks.</summary>
    /// <param name="weights">One per tag.</param>
    /// <param name="product">Their product with the tracks.</param>
    public float Spread(ReadOnlySpan<float> weights, float[] product) =>
        _background?.SpreadOf(weights) ?? TensorPrimitives.StdDev<float>(product);

    /// <summary>The standing of the tags of a track, -1 to 1.</summary>
    public float[] Of(int track)
    {
        var row = new float[_tags];
        TensorPrimitives.ConvertToSingle(_rows.AsSpan(track * _tags, _tags), row);
        return row;
    }
}
