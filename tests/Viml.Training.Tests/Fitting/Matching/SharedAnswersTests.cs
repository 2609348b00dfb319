using Viml.Training.Fitting.Matching;

namespace Viml.Training.Tests.Fitting.Matching;

public sealed class SharedAnswersTests
{
    [Fact]
    public void What_fits_as_well_as_the_own_piece_is_nearly_as_good_an_answer_and_what_does_not_is_none()
    {
        var answers = new SharedAnswers(batch: 3, tags: 2);
        answers.Set(0, [1, 0], [1, 0]);
        answers.Set(1, [1, 0], [1, 0]);
        answers.Set(2, [0, 1], [-1, 1]);

        answers.Share();

        Assert.Equal([0.65f, 0.35f, 0], answers.Relevance[..3].Select(value => MathF.Round(value, 3)));
        Assert.Equal([0.35f, 0.65f, 0], answers.Relevance[3..6].Select(value => MathF.Round(value, 3)));
        Assert.InRange(answers.Relevance[8], 0.98f, 1);
    }
}
