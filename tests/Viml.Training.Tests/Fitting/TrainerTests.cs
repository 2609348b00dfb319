using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

public sealed class TrainerTests
{
    private static readonly FittingOptions Options =
        new() { Steps = 400, Seed = 1, LearningRate = 0.02, WeightDecay = 0, ValidateEvery = 50 };

    [Fact]
    public void A_toy_task_is_learned()
    {
        var task = new ToyTask();
        var before = task.Loss(); // of always saying nought: the variance of a product of two uniform numbers, 1/9
        var record = Train(task, Options);
        Assert.InRange(before, 0.05, 0.4);
        Assert.InRange(task.Loss(), 0, 0.005);
        Assert.InRange(record.Losses[^1].Loss, 0, 0.01);
        Assert.True(record.Losses[^1].Loss < record.Losses[0].Loss / 5);
    }

    [Fact]
    public void The_record_says_what_was_done()
    {
        var record = Train(new ToyTask(), Options with { Steps = 50, ValidateEvery = 30 });
        Assert.Equal("toy", record.Task);
        Assert.Equal(2 * 16 + 16 + 16 + 1, record.Parameters);
        Assert.Equal([20, 40, 50], record.Losses.Select(loss => loss.Step));
        Assert.Equal([30, 50], record.Validations.Select(validation => validation.Step));
        Assert.Equal(["score", "loss"], record.Validations[0].Figures.Keys);
    }

    [Fact]
    public void One_seed_gives_one_result_and_another_seed_another()
    {
        float[] Fit(int seed)
        {
            var task = new ToyTask(seed);
            Train(task, Options with { Steps = 60, Seed = seed });
            return task.Values;
        }
        var first = Fit(1);
        Assert.Equal(first, Fit(1));
        Assert.NotEqual(first, Fit(2));
    }

    [Fact]
    public void The_parameters_of_the_best_validation_are_kept_and_not_the_last()
    {
        double[] scores = [1, 5, 3, 5];
        var atBest = Array.Empty<float>();
        ToyTask task = null!;
        task = new ToyTask
        {
            Score = number =>
            {
                if (number == 1) atBest = task.Values;
                return scores[number];
            },
        };
        var record = Train(task, Options with { Steps = 40, ValidateEvery = 10 });
        Assert.Equal(4, task.Validations);
        Assert.Equal(20, record.BestStep); // the first of equals
        Assert.Equal(atBest, task.Values);
    }

    [Theory]
    [InlineData(double.NaN, double.NaN, 20)] // a figure that is not defined on the data must not bring back untrained parameters
    [InlineData(double.NaN, 0.1, 20)]
    [InlineData(0.1, double.NaN, 10)]
    public void A_figure_that_is_not_a_number_never_beats_one_that_is(double first, double second, int best)
    {
        var record = Train(new ToyTask { Score = number => number == 0 ? first : second }, Options with { Steps = 20, ValidateEvery = 10 });
        Assert.Equal(best, record.BestStep);
    }

    [Fact]
    public void Progress_tells_step_loss_and_the_last_validation()
    {
        var reports = new List<FittingProgress>();
        Train(new ToyTask(), Options with { Steps = 45, ValidateEvery = 40 }, new Listener<FittingProgress>(reports.Add));
        Assert.Equal([20, 40, 45], reports.Select(report => report.Step));
        Assert.All(reports, report => Assert.True(report is { Task: "toy", Steps: 45 } && double.IsFinite(report.Loss)));
        Assert.Null(reports[0].Validation);
        Assert.Equal(40, reports[1].Validation!.Step);
        Assert.Equal(45, reports[^1].Validation!.Step);
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_run_and_names_the_step()
    {
        ToyTask task = null!;
        task = new ToyTask { BeforeBatch = step => task.TargetScale = step == 7 ? float.NaN : 1 };
        var error = Assert.Throws<DivergenceException>(() => Train(task, Options));
        Assert.Contains("loss of toy became NaN at step 7", error.Message);
        Assert.Contains("0.02", error.Message);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_never_reaches_the_parameters()
    {
        var task = new ToyTask { LossScale = 1e30f }; // the loss is a number still, the sum of its squared derivatives is not
        var before = task.Values;
        var error = Assert.Throws<DivergenceException>(() => Train(task, Options));
        Assert.Contains("gradient norm of toy became", error.Message);
        Assert.Equal(before, task.Values);
    }

    [Fact]
    public void Every_fault_of_the_options_is_told_at_once()
    {
        var wrong = new FittingOptions
        {
            Steps = 0, LearningRate = double.NaN, WarmupShare = 1, WeightDecay = -1, ClipNorm = 0, ValidateEvery = 0, CheckpointEvery = -5,
        };
        var error = Assert.Throws<ArgumentException>(() => Train(new ToyTask(), wrong));
        string[] names = ["Steps", "LearningRate", "WarmupShare", "WeightDecay", "ClipNorm", "ValidateEvery", "CheckpointEvery"];
        Assert.All(names, name => Assert.Contains($"{name} must", error.Message));
    }

    [Fact]
    public void Callbacks_see_the_start_every_step_and_the_end()
    {
        var seen = new Recorder();
        new Trainer(new ToyTask(), Options with { Steps = 3 }, [seen]).Run();
        Assert.Equal(["start 0", "step 1", "step 2", "step 3", "end 3"], seen.Events);

        seen.Events.Clear();
        using var stop = new CancellationTokenSource();
        var task = new ToyTask { BeforeBatch = step => stop.Cancel() };
        Assert.Throws<OperationCanceledException>(() => new Trainer(task, Options, [seen]).Run(stop.Token));
        Assert.Equal(["start 0", "step 1", "cancel 1"], seen.Events);
    }

    private static RunRecord Train(ToyTask task, FittingOptions options, IProgress<FittingProgress>? progress = null) =>
        new Trainer(task, options, TrainingCallbacks.Standard(progress: progress)).Run();

    private sealed class Recorder : ITrainingCallback
    {
        public List<string> Events { get; } = [];

        public void OnStart(TrainingRun run) => Events.Add($"start {run.Step}");

        public void OnStep(TrainingRun run) => Events.Add($"step {run.Step}");

        public void OnCancel(TrainingRun run) => Events.Add($"cancel {run.Step}");

        public void OnEnd(TrainingRun run) => Events.Add($"end {run.Step}");
    }
}
