namespace Viml.Engine.Learning;

/// <summary>
/// A learning rate that rises linearly over the warm-up steps to its peak and then falls along half a cosine to its end (Loshchilov, Hutter
/// 2017).
/// </summary>
public sealed record WarmupCosineSchedule(double Peak, int WarmupSteps, int TotalSteps, double End = 0)
{
    /// <summary>The rate of step <paramref name="step"/>, counted from 0. Behind the last step it stays at <see cref="End"/>.</summary>
    public double At(long step)
    {
        if (step < WarmupSteps)
            return Peak * (step + 1) / WarmupSteps;
        if (step >= TotalSteps)
            return End;
        var progress = (double)(step - WarmupSteps) / (TotalSteps - WarmupSteps);
        return End + (Peak - End) * (1 + Math.Cos(Math.PI * progress)) / 2;
    }
}
