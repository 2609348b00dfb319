using Viml.Testing;
using Viml.Training.Annotation;
using Viml.Training.Datasets;
using Viml.Training.Tests.Fitting;

namespace Viml.Training.Tests.Annotation;

public sealed class AnnotationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_excerpt_is_ten_seconds_from_the_middle_or_the_whole_of_a_shorter_clip()
    {
        ToyDataset.WriteClips(_folder.Path, 3, (i, clip) => clip with
        {
            Music = i == 2 ? null : $"{i}.wav", Start = 10, End = i == 0 ? 40 : 14,
        });

        var excerpts = Excerpt.Of(_folder.Path, split: null);

        Assert.Equal([("clip-00", 20.0, 30.0), ("clip-01", 10.0, 14.0)], excerpts.Select(one => (one.Id, one.Start, one.End)));
        Assert.Empty(Excerpt.Of(_folder.Path, Splits.Test));
    }

    [Fact]
    public void Excerpts_are_written_once_and_broken_files_are_named()
    {
        ToyDataset.Write(_folder.Path, clips: 3, (i, clip) => i == 2 ? clip with { Music = "gone.wav" } : clip);
        var excerpts = Excerpt.Of(_folder.Path, split: null);

        Assert.StartsWith("clip-02: ", Assert.Single(ExcerptFiles.Write(excerpts, _folder["listen"])));
        var written = File.GetLastWriteTimeUtc(_folder["listen/clip-00.wav"]);
        ExcerptFiles.Write(excerpts, _folder["listen"]);

        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["listen/clip-00.wav"]));
        Assert.True(File.Exists(_folder["listen/clip-01.wav"]));
        Assert.Equal("a_b_c.wav", ExcerptFiles.NameOf("a/b:c"));
    }

    [Fact]
    public void Texts_are_read_as_they_were_written_whatever_is_in_them()
    {
        Viml.Training.Annotation.Annotation[] texts = [new("a@1-2", 10.5, 20.5, "slow, \"sad\" piano\nand rain"), new("b", 0, 10, "")];

        AnnotationFile.Write(_folder["mine.csv"], texts);

        Assert.Equal(texts, AnnotationFile.Read(_folder["mine.csv"]));
        Assert.Empty(AnnotationFile.Read(_folder["none.csv"]));
        File.WriteAllText(_folder["other.csv"], "id,text\na,b\n");
        Assert.Throws<DatasetException>(() => AnnotationFile.Read(_folder["other.csv"]));
    }

    [Fact]
    public void Who_speaks_of_the_same_things_agrees_and_who_does_not_does_not()
    {
        var mine = Texts("calm piano", "loud drums", "a happy flute", "");
        var yours = Texts("piano, calm", "drums", "sad strings", "nobody heard this");

        var agreement = Agreement.Of(mine, yours);

        Assert.Equal((3, 0, 1), (agreement.Both, agreement.OnlyFirst, agreement.OnlySecond));
        Assert.InRange(agreement.Shared, 0.4, 0.7); // 1, 1 or 1/2, 0
        Assert.Equal(0, agreement.SharedByChance, 1e-9);
        Assert.InRange(agreement.Kappa, 0.3, 0.8);
        Assert.Equal(1, Agreement.Of(mine, mine).Kappa, 1e-9);
        Assert.Equal(7, Agreement.Merge(mine, yours).Count);
        Assert.Equal("drums", Agreement.Merge(mine, yours)[3].Text);
    }

    private static Viml.Training.Annotation.Annotation[] Texts(params string[] texts) =>
        [.. texts.Index().Select(text => new Viml.Training.Annotation.Annotation($"clip-{text.Index}", 0, 10, text.Item))];
}
