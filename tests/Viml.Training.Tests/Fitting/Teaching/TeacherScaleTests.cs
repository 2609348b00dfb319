using Viml.Models.Tagging;
using Viml.Training.Fitting.Teaching;

namespace Viml.Training.Tests.Fitting.Teaching;

public sealed class TeacherScaleTests
{
    private static readonly int Drums = TagVocabulary.Default.IndexOf("drums"), Voice = TagVocabulary.Default.IndexOf("voice");

    [Fact]
    public void A_tag_is_as_likely_as_not_a_standard_deviation_above_the_mean()
    {
        // Two teachers that mean the same with quite different numbers.
        var scale = Scale(
            [(Classroom.Jamendo, "drums", -4), (Classroom.MagnaTagATune, "drums", 1)],
            [(Classroom.Jamendo, "drums", -3), (Classroom.MagnaTagATune, "drums", 5)]);

        var present = Classroom.Say((Classroom.Jamendo, "drums", -3), (Classroom.MagnaTagATune, "drums", 5)).Values;
        var absent = Classroom.Say((Classroom.Jamendo, "drums", -4), (Classroom.MagnaTagATune, "drums", 1)).Values;

        Assert.Equal(1, scale.Evidence(present, Drums), 3);
        Assert.Equal(0.5, scale.Target(present, Drums), 3);
        Assert.Equal(-1, scale.Evidence(absent, Drums), 3);
        Assert.Equal(1 / (1 + Math.Exp(4)), scale.Target(absent, Drums), 3);
    }

    [Fact]
    public void What_speaks_against_a_tag_makes_it_less_likely()
    {
        var scale = Scale([(Classroom.MagnaTagATune, "no vocals", -2)], [(Classroom.MagnaTagATune, "no vocals", 2)]);

        Assert.True(scale.Evidence(Classroom.Say((Classroom.MagnaTagATune, "no vocals", 2)).Values, Voice) < -0.9f);
    }

    [Fact]
    public void A_teacher_that_is_not_there_says_nothing() =>
        Assert.False(Scale().IsHeard(TagVocabulary.Default.IndexOf("accordion")));

    private static TeacherScale Scale(params (string, string, float)[][] recordings) =>
        new(Classroom.Teachers, [.. recordings.Select(said => Classroom.Say(said))]);
}
