namespace Viml.Training.Fitting;

/// <summary>Training went wrong: the loss is not a finite number any more.</summary>
public sealed class DivergenceException : Exception
{
    /// <summary>Creates the error for a step of a task.</summary>
    public DivergenceException(string task, int step, float loss, double learningRate)
        : base(FormattableString.Invariant($"The loss of {task} became {loss} at step {step}. A learning rate below {learningRate} or a larger batch may help."))
    {
    }
}
