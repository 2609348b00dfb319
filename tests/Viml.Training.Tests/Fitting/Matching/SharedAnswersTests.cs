using Viml.Training.Fitting.Matching;

namespace Viml.Training.Tests.Fitting.Matching;

public sealed class SharedAnswersTests
{
    [Fact]
    public void What_fits_as_well_as_the_own_piece_is_nearly_as_good_an_answer_and_what_does_not_is_none()
    {
        var answers = new SharedAnswers(batch: 3, tags: 2);
        answers.Set(0, [1, 0], [1, 0], isOwn: false);
        answers.Set(1, [1, 0], [1, 0], isOwn: true);
        answers.Set(2, [0, 1], [-1, 1], isOwn: false);

        answers.Share();

        Assert.Equal([0.6f, 0.4f, 0], answers.Relevance[..3].Select(value => MathF.Round(value, 3)));
        Assert.Equal([0.1f, 0.9f, 0], answers.Relevance[3..6].Select(value => MathF.Round(value, 3)));
        Assert.InRange(answers.Relevance[8], 0.98f, 1);
    }
}
