using Viml.Testing;
using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

public sealed class RunFilesTests : IDisposable
{
    private static readonly FittingOptions Options =
        new() { Steps = 60, Seed = 1, LearningRate = 0.02, ValidateEvery = 20, CheckpointEvery = 10 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_table_has_every_step_once_and_is_the_same_after_an_interruption()
    {
        Train("whole", new ToyTask(), Options);
        Assert.Throws<InvalidOperationException>(() => Train("cut", new ToyTask
        {
            BeforeBatch = step =>
            {
                if (step == 37) throw new InvalidOperationException("died");
            },
        }, Options));
        File.AppendAllText(_folder["cut.csv"], "38,0.5"); // what a kill leaves
        Train("cut", new ToyTask(), Options);

        var lines = File.ReadAllLines(_folder["whole.csv"]);
        Assert.Equal("step,loss,learning_rate", lines[0]);
        Assert.Equal(Enumerable.Range(1, 60).Select(step => $"{step}"), lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal(lines, File.ReadAllLines(_folder["cut.csv"]));
        var events = Directory.GetFiles(_folder["tensorboard"], "*tfevents*", SearchOption.AllDirectories);
        Assert.Equal(["cut", "whole"], events.Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal));
        Assert.All(events, file => Assert.True(new FileInfo(file).Length > 300));
    }

    [Fact]
    public void A_training_that_gets_no_better_ends_early_with_its_best_parameters_and_resumes_as_ended()
    {
        double[] scores = [1, 3, 2, 2.5, 9];
        var task = new ToyTask { Score = number => scores[number] };
        var options = Options with { ValidateEvery = 10, Patience = 2 };

        var record = Train("early", task, options);

        Assert.Equal((20, 40), (record.BestStep, record.Losses[^1].Step));
        Assert.Equal(4, task.Validations);
        var resumed = Train("early", new ToyTask { BeforeBatch = step => Assert.Fail($"step {step}") }, options);
        Assert.Equal(record.BestStep, resumed.BestStep);
    }

    private RunRecord Train(string name, ToyTask task, FittingOptions options) =>
        new Trainer(task, options, TrainingCallbacks.Standard(_folder[name])).Run();
}
