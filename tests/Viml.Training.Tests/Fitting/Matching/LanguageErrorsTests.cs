using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Testing;
using Viml.Training.Fitting.Matching;

namespace Viml.Training.Tests.Fitting.Matching;

public sealed class LanguageErrorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_picture_keeps_its_part_of_the_text_and_errs_in_the_measured_directions()
    {
        Write(gain: [0.5f, 0]);
        var errors = LanguageErrors.Read(_folder["errors.safetensors"], 3)!;

        var pictures = Enumerable.Range(0, 400).Select(seed => errors.Apply([0, 1, 1], new RandomStream((ulong)seed))).ToArray();

        Assert.All(pictures, picture => Assert.Equal((1, 0.5f), (picture[0], picture[1])));
        Assert.InRange(pictures.Average(picture => picture[2]), -0.1, 0.1);
        Assert.InRange(Math.Sqrt(pictures.Average(picture => picture[2] * picture[2])), 0.4, 0.6);
    }

    [Fact]
    public void Where_nothing_was_measured_there_is_no_file_and_a_misshapen_one_is_an_error()
    {
        Assert.Null(LanguageErrors.Read(_folder["errors.safetensors"], 3));
        Write(gain: [0.5f]);
        Assert.Contains(
            "'basis' of [1, 3]", Assert.Throws<WeightFileException>(() => LanguageErrors.Read(_folder["errors.safetensors"], 3)).Message);
    }

    private void Write(float[] gain)
    {
        var writer = new SafeTensorsWriter();
        writer.Add("mean", Tensor.From(new float[] { 1, 0, 0 }, 3));
        writer.Add("basis", Tensor.From(new float[] { 0, 1, 0, 0, 0, 1 }, 2, 3));
        writer.Add("gain", Tensor.From(gain, gain.Length));
        writer.Add("error", Tensor.From(new float[] { 0, 0, 0.5f, 0, 0, 0 }, 2, 3));
        writer.Save(_folder["errors.safetensors"]);
    }
}
