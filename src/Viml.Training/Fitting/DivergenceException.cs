namespace Viml.Training.Fitting;

/// <summary>Training went wrong: the loss or the gradient is not finite any more.</summary>
public sealed class DivergenceException : Exception
{
    /// <summary>Creates the error for a step, counted from 0, of a task.</summary>
    /// <param name="what">What is not finite: the loss, or the norm of the gradient.</param>
    public DivergenceException(string task, int step, string what, double value, double learningRate)
        : base(FormattableString.Invariant(
            $"The {what} of {task} became {value} at step {step}. A learning rate below {learningRate} or a larger batch may help."))
    {
    }
}
