using Viml.Models.Tagging;
using Viml.Training.Fitting.Teaching;

namespace Viml.Training.Tests.Fitting.Teaching;

public sealed class TeacherAgreementTests
{
    private static readonly int Drums = TagVocabulary.Default.IndexOf("drums");

    // All that teachers mean by happy.
    private static readonly int[] Happy = [.. new[] { "happy", "fun", "playful" }.Select(TagVocabulary.Default.IndexOf)];

    // Ten recordings: both teachers hear drums in the first, one hears the second happy.
    private static readonly TeacherAgreement Agreement = new(Classroom.Teachers,
    [
        Classroom.Say((Classroom.Jamendo, "drums", 2), (Classroom.MagnaTagATune, "drums", 2)),
        Classroom.Say((Classroom.Jamendo, "happy", 2)),
        .. Enumerable.Range(0, 8).Select(_ => Classroom.Say()),
    ]);

    [Fact]
    public void Tags_that_agree_have_an_area_of_one_and_are_kept()
    {
        var figures = Agreement.Report(Tags(drums: 0, happy: 1)).ToDictionary(figure => figure.Name, figure => figure.Value);

        Assert.Equal(1, figures["recordings.rocAuc"]);
        Assert.Equal(1, figures["recordings.rocAuc.shared"]);
        Assert.Equal(1, figures["recordings.rocAuc.mood"]);
        Assert.Equal(1, figures["recordings.precision"]);
        Assert.Equal(1, figures["recordings.recall"]);
        Assert.Equal(0.4, figures["recordings.tagsPerTrack"], 6);
    }

    [Fact]
    public void A_tag_on_another_recording_costs_the_figures_of_its_kind()
    {
        var figures = Agreement.Report(Tags(drums: 0, happy: 5)).ToDictionary(figure => figure.Name, figure => figure.Value);

        Assert.Equal(1, figures["recordings.rocAuc.shared"]);
        Assert.True(figures["recordings.rocAuc.mood"] < 0.5);
        Assert.True(figures["recordings.precision"] < 1);
    }

    private static float[][] Tags(int drums, int happy) => [.. Enumerable.Range(0, 10).Select(recording =>
    {
        var tags = new float[TagVocabulary.Default.Count];
        tags[Drums] = recording == drums ? 0.9f : 0.1f;
        foreach (var tag in Happy) tags[tag] = recording == happy ? 0.9f : 0.1f;
        return tags;
    })];
}
