using System.Text;
using Viml.Engine.Weights;
using Viml.Testing;
using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

public sealed class CheckpointTests : IDisposable
{
    private static readonly FittingOptions Options =
        new() { Steps = 60, Seed = 1, LearningRate = 0.02, WeightDecay = 0.01, ValidateEvery = 25, CheckpointEvery = 10 };

    private readonly TemporaryFolder _folder = new();

    private string Files => _folder["toy"];

    private string Checkpoint => Files + ".checkpoint";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cancelled_run_resumes_and_ends_where_an_uninterrupted_one_does()
    {
        var whole = new ToyTask();
        var record = Whole(whole, Options);

        Stop(at: 33);
        var task = new ToyTask { BeforeBatch = step => Assert.InRange(step, 34, 59) };
        var resumed = Train(task, Options);
        Assert.Equal(whole.Values, task.Values);
        Assert.Equal(record.BestStep, resumed.BestStep);
        Assert.Equal(record.Validations.Select(Text), resumed.Validations.Select(Text));
    }

    [Fact]
    public void A_run_that_died_resumes_from_its_last_checkpoint()
    {
        var whole = new ToyTask();
        Whole(whole, Options);

        Die(at: 37);
        var steps = new List<int>();
        var task = new ToyTask { BeforeBatch = steps.Add };
        Train(task, Options);
        Assert.Equal(Enumerable.Range(30, 30), steps);
        Assert.Equal(whole.Values, task.Values);
    }

    [Fact]
    public void The_best_parameters_survive_an_interruption()
    {
        double[] scores = [9, 1, 2]; // at steps 25, 50 and 60
        var whole = new ToyTask { Score = number => scores[number] };
        Whole(whole, Options);

        Die(at: 45, new ToyTask { Score = number => scores[number], BeforeBatch = DieAt(45) });
        var task = new ToyTask { Score = number => scores[number + 1] };
        Assert.Equal(25, Train(task, Options).BestStep);
        Assert.Equal(whole.Values, task.Values);
    }

    [Fact]
    public void After_a_kill_between_the_two_files_it_resumes_from_the_older_pair()
    {
        var whole = new ToyTask();
        Whole(whole, Options);

        Die(at: 35);
        var older = File.ReadAllBytes(Checkpoint);
        var optimizer = File.ReadAllBytes(Checkpoint + ".optimizer.30");
        Die(at: 45);
        File.WriteAllBytes(Checkpoint, older);
        File.WriteAllBytes(Checkpoint + ".optimizer.30", optimizer);
        Assert.True(File.Exists(Checkpoint + ".optimizer.40"));

        var task = new ToyTask { BeforeBatch = step => Assert.InRange(step, 30, 59) };
        Train(task, Options);
        Assert.Equal(whole.Values, task.Values);
        Assert.Equal([Checkpoint, Checkpoint + ".optimizer.60"], Directory.GetFiles(_folder.Path, "*.checkpoint*")
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_finished_run_is_not_run_again()
    {
        var first = new ToyTask();
        var record = Train(first, Options);
        var task = new ToyTask { BeforeBatch = step => Assert.Fail($"step {step} was made again") };
        var again = Train(task, Options);
        Assert.Equal(first.Values, task.Values);
        Assert.Equal(record.ToJson(), again.ToJson());
        Assert.Equal(0, task.Validations);
    }

    public static TheoryData<FittingOptions> OtherOptions() =>
        new(Options with { Steps = 61 }, Options with { Seed = 2 }, Options with { LearningRate = 0.01 },
            Options with { Data = "other clips" });

    [Theory]
    [MemberData(nameof(OtherOptions))]
    public void A_checkpoint_of_other_options_is_refused_with_advice(FittingOptions options) =>
        Refused(new ToyTask(), options, "other options");

    [Fact]
    public void A_checkpoint_of_another_task_is_refused_with_advice() =>
        Refused(new ToyTask { Name = "other" }, Options, "a checkpoint of other");

    [Fact]
    public void A_checkpoint_of_another_model_is_refused_and_names_the_parameters() =>
        Refused(new ToyTask(hidden: 8), Options, "toy/hidden.weight");

    private void Refused(ToyTask task, FittingOptions options, string what)
    {
        Stop(at: 15);
        var before = task.Values;
        var error = Assert.Throws<WeightFileException>(() => Train(task, options));
        Assert.Contains(what, error.Message);
        Assert.Contains("delete it to start again", error.Message);
        Assert.Contains(Checkpoint, error.Message);
        Assert.Equal(before, task.Values);
    }

    [Fact]
    public void A_checkpoint_cut_anywhere_is_an_error_of_the_file()
    {
        Stop(at: 15);
        var bytes = File.ReadAllBytes(Checkpoint);
        foreach (var length in new[] { 0, 5, 8, 100, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(Checkpoint, bytes[..length]);
            FaultOf(Checkpoint);
        }
    }

    [Theory]
    [InlineData("this is not a checkpoint at all, but somebody's text")]
    [InlineData("\u0002\0\0\0\0\0\0\0{}")]
    public void A_file_that_is_no_checkpoint_is_an_error_of_the_file(string content)
    {
        File.WriteAllText(Checkpoint, content);
        FaultOf(Checkpoint);
    }

    [Theory]
    [InlineData("step", "many")]
    [InlineData("step", "-1")]
    [InlineData("step", "61")]
    [InlineData("bestScore", "good")]
    [InlineData("record", "{}")]
    [InlineData("record", "null")]
    public void Metadata_that_make_no_sense_are_an_error_of_the_file(string key, string value)
    {
        Stop(at: 15);
        Rewrite(key, value);
        FaultOf(Checkpoint);
    }

    [Fact]
    public void A_cut_optimiser_state_is_an_error_of_that_file()
    {
        Stop(at: 15);
        var path = Checkpoint + ".optimizer.16";
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^4]);
        FaultOf(path);
    }

    [Fact]
    public void A_missing_optimiser_state_is_an_error_with_advice()
    {
        Stop(at: 15);
        File.Delete(Checkpoint + ".optimizer.16");
        Assert.Contains("delete it to start again", FaultOf(Checkpoint).Message);
    }

    private WeightFileException FaultOf(string path)
    {
        var error = Assert.Throws<WeightFileException>(() => Train(new ToyTask(), Options));
        Assert.Equal(path, error.Path);
        return error;
    }

    private RunRecord Train(ToyTask task, FittingOptions options, CancellationToken cancellation = default) =>
        new Trainer(task, options, TrainingCallbacks.Standard(Files)).Run(cancellation);

    /// <summary>A run that nothing interrupts and that writes nothing.</summary>
    private static RunRecord Whole(ToyTask task, FittingOptions options) => new Trainer(task, options, TrainingCallbacks.Standard()).Run();

    /// <summary>Cancels during step <paramref name="at"/>, which is still completed.</summary>
    private void Stop(int at)
    {
        using var stop = new CancellationTokenSource();
        var task = new ToyTask
        {
            BeforeBatch = step =>
            {
                if (step == at) stop.Cancel();
            },
        };
        Assert.Throws<OperationCanceledException>(() => Train(task, Options, stop.Token));
    }

    private void Die(int at, ToyTask? task = null) =>
        Assert.Throws<IOException>(() => Train(task ?? new ToyTask { BeforeBatch = DieAt(at) }, Options));

    private static Action<int> DieAt(int at) => step =>
    {
        if (step == at) throw new IOException("the machine died");
    };

    private void Rewrite(string key, string value)
    {
        var writer = new SafeTensorsWriter();
        using (var file = SafeTensorsFile.Open(Checkpoint))
        {
            foreach (var (name, text) in file.Metadata) writer.Metadata[name] = text;
            foreach (var name in file.Names) writer.Add(name, file.Read(name));
        }
        writer.Metadata[key] = value;
        writer.Save(Checkpoint);
    }

    private static string Text(RunValidation validation) =>
        new StringBuilder().Append(validation.Step).AppendJoin(';', validation.Figures).ToString();
}
