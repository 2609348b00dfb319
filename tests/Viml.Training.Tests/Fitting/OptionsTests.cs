using Viml.Models.Encoders;
using Viml.Models.Music;
using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

public sealed class OptionsTests
{
    private static readonly TrainingOptions Training = new() { Dataset = "data", Output = "out", Work = "work" };
    private static readonly DeepSimOptions DeepSim = new() { Dataset = "data", Output = "out", Work = "work" };

    [Fact]
    public void The_defaults_are_usable_and_come_back()
    {
        Assert.Same(Training, Training.Validate());
        Assert.Same(DeepSim, DeepSim.Validate());
        (Training with { TextDropout = 1, VideoDropout = 0, ModelDropout = 0, MusicBatch = 1, ModelBatch = 2, Pool = 2,
            FullModel = true }).Validate();
    }

    [Fact]
    public void Every_fault_of_a_training_is_said_at_once_and_before_anything_is_read()
    {
        var bad = Training with
        {
            Seed = -1, Music = Training.Music with { Steps = -5 }, Words = Training.Words with { LearningRate = 0 },
            Model = Training.Model with { Steps = int.MaxValue }, ModelBatch = 1, MusicBatch = 0, Pool = 1,
            TextDropout = 1.5, VideoDropout = double.NaN, ModelDropout = 1.5, TagWeight = double.PositiveInfinity,
            MusiCnn = MusiCnnConfig.Small with { Features = 0 },
        };
        var message = Assert.Throws<ArgumentException>(() => BundleTrainer.Run(bad, new EncoderTable(InstalledModels.None))).Message;
        string[] names = ["Seed", "Music is not usable: Steps", "Words is not usable: LearningRate", "Model is not usable: Steps",
            "ModelBatch", "MusicBatch", "Pool",
            "TextDropout", "VideoDropout", "Dropout must", "TagWeight", "Features"];
        Assert.All(names, name => Assert.Contains(name, message));
        Assert.Contains("-5", message);
        Assert.Contains("exceed 1 together",
            Assert.Throws<ArgumentException>(() => (Training with { TextDropout = 0.6, VideoDropout = 0.5 }).Validate()).Message);
    }

    [Fact]
    public void Every_fault_of_a_deepsim_is_said_at_once_and_before_anything_is_read()
    {
        var bad = DeepSim with
        {
            Seed = -1, Fitting = DeepSim.Fitting with { Steps = 0, LearningRate = double.NaN }, Batch = 1, TrackWeight = -1, Triplets = 0,
            Network = DeepSimConfig.Compact with { Unit = 0 },
        };
        var message = Assert.Throws<ArgumentException>(() => DeepSimTrainer.Run(bad)).Message;
        foreach (var name in new[] { "Seed", "Steps", "Batch", "LearningRate", "TrackWeight", "Triplets", "Unit" })
            Assert.Contains(name, message);
    }
}
