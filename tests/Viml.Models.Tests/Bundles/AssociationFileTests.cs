using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Models.Bundles;
using Viml.Models.Language;
using Viml.Models.Tagging;
using Viml.Models.Tests.Encoders;
using Viml.Testing;

namespace Viml.Models.Tests.Bundles;

public sealed class AssociationFileTests : IDisposable
{
    private const int Width = 3;
    private static readonly EncoderReference Encoder = new("toy", "1");
    private static readonly int Count = AssociationTable.Default.Count;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder[AssociationFile.Name];

    [Fact]
    public void What_was_written_is_read_as_unit_vectors_within_the_rounding_of_float16()
    {
        AssociationFile.Write(Path, new ToyEncoder("toy", Width)); // every text is [0, 1, 2]
        var read = AssociationFile.Read(Path, Encoder, Width)!;
        Assert.Equal((Width, Count * Width), (read.Width, read.Rows.Length));
        for (var row = 0; row < Count; row++)
        {
            Assert.Equal(0, read.Rows[row * Width], 1e-3f);
            Assert.Equal(1 / MathF.Sqrt(5), read.Rows[row * Width + 1], 1e-3f);
            Assert.Equal(2 / MathF.Sqrt(5), read.Rows[row * Width + 2], 1e-3f);
        }
    }

    [Fact]
    public void A_bundle_without_the_file_has_no_associations() => Assert.Null(AssociationFile.Read(Path, Encoder, Width));

    [Fact]
    public void Rows_for_other_associations_than_those_of_this_program_are_not_used()
    {
        Save(texts: "0123");
        Assert.Null(AssociationFile.Read(Path, Encoder, Width));
    }

    [Fact]
    public void A_file_of_another_encoder_is_an_error_that_names_both()
    {
        Save();
        var fault = Assert.Throws<WeightFileException>(() => AssociationFile.Read(Path, new EncoderReference("minilm", "1"), Width));
        Assert.Contains("minilm 1", fault.Expected);
        Assert.Contains("toy 1", fault.Found);
    }

    [Fact]
    public void Tensors_of_another_name_or_shape_are_errors()
    {
        Save(rows: Count - 1);
        Assert.Throws<WeightFileException>(() => AssociationFile.Read(Path, Encoder, Width));
        Save();
        Assert.Throws<WeightFileException>(() => AssociationFile.Read(Path, Encoder, Width + 1));
        Save(name: "others");
        Assert.Throws<WeightFileException>(() => AssociationFile.Read(Path, Encoder, Width));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(3)]
    public void Rows_that_are_no_unit_vectors_are_errors(float value)
    {
        Save(first: value);
        Assert.Contains("unit length", Assert.Throws<WeightFileException>(() => AssociationFile.Read(Path, Encoder, Width)).Expected);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_an_error()
    {
        Save();
        var whole = File.ReadAllBytes(Path);
        foreach (var length in Enumerable.Range(0, 300).Concat([whole.Length / 2, whole.Length - 1]))
        {
            File.WriteAllBytes(Path, whole[..length]);
            Assert.Throws<WeightFileException>(() => AssociationFile.Read(Path, Encoder, Width));
        }
    }

    [Fact]
    public void Statistics_of_tags_are_kept_and_checked_alike()
    {
        var path = _folder[TagStatisticsFile.Name];
        Assert.Null(TagStatisticsFile.Read(path, Encoder));
        var means = Enumerable.Range(0, 89).Select(tag => -tag / 10f).ToArray();
        var deviations = Enumerable.Range(0, 89).Select(tag => tag / 50f).ToArray();
        var covariances = Enumerable.Range(0, 89 * 89).Select(number => number / 1000f).ToArray();
        TagStatistics Statistics(float[] means, float[] deviations, float[]? others = null) =>
            new(means, deviations, 777) { Covariances = others ?? covariances };
        TagStatisticsFile.Write(path, Statistics(means, deviations), Encoder);

        var read = TagStatisticsFile.Read(path, Encoder)!;
        Assert.Equal(means, read.Means);
        Assert.Equal(deviations, read.Deviations);
        Assert.Equal(covariances, read.Covariances);
        Assert.Equal(777, read.Recordings);

        Assert.Throws<WeightFileException>(() => TagStatisticsFile.Read(path, new EncoderReference("toy", "2")));
        TagStatisticsFile.Write(path, Statistics(means[1..], deviations[1..], covariances[..(88 * 88)]), Encoder);
        Assert.Throws<WeightFileException>(() => TagStatisticsFile.Read(path, Encoder));
        TagStatisticsFile.Write(path, Statistics([float.NaN, .. means[1..]], deviations), Encoder);
        Assert.Throws<WeightFileException>(() => TagStatisticsFile.Read(path, Encoder));
        TagStatisticsFile.Write(path, Statistics(means, [-1, .. deviations[1..]]), Encoder);
        Assert.Throws<WeightFileException>(() => TagStatisticsFile.Read(path, Encoder));
        Assert.Throws<ArgumentException>(() => TagStatisticsFile.Write(path, new TagStatistics(means, deviations, 1), Encoder));
    }

    private void Save(string? texts = null, int? rows = null, string name = "rows", float first = 1)
    {
        var values = new float[(rows ?? Count) * Width];
        for (var row = 0; row < values.Length; row += Width)
            values[row] = 1;
        values[0] = first;
        var writer = new SafeTensorsWriter();
        writer.Metadata["encoder"] = "toy 1";
        writer.Metadata["texts"] = texts ?? AssociationEmbeddings.TextsHash;
        writer.Add(name, Tensor.From(values, rows ?? Count, Width), WeightType.F16);
        writer.Save(Path);
    }
}
