using Viml.Engine.Kernels;
using Viml.Engine.Signal;
using Viml.Engine.Tensors;
using Viml.Engine.Tests.Kernels;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests.Signal;

[Collection(SimdCollection.Name)]
public sealed class MelSpectrogramTests
{
    private static readonly MelSpectrogramConfig MusiCnn = new()
    {
        SampleRate = 16_000, FftSize = 512, Hop = 256, Bands = 96, MaximumFrequency = 8_000,
    };

    private static readonly MelSpectrogramConfig DeepSim = new()
    {
        SampleRate = 22_050, FftSize = 1024, Hop = 512, Bands = 128, MaximumFrequency = 11_025, Scale = MelScale.Slaney,
        AreaNormalized = true, Power = 1,
    };

    [Fact]
    public void Power_spectrogram_and_decibels_meet_torchaudio()
    {
        using var file = Open("musicnn_mel");
        Numbers.Near(Transposed(file.Read("mel")), Compute(MusiCnn, file), 1e-4f, 1e-4f, "mel");
        Numbers.Near(
            Transposed(file.Read("db")), Compute(MusiCnn with { Compression = MelCompression.Decibels }, file), 1e-3f, 1e-4f, "db");
    }

    [Fact]
    public void Htk_filters_meet_torchaudio()
    {
        using var file = Open("musicnn_mel");
        Numbers.Near(Transposed(file.Read("filters")), new MelSpectrogram(MusiCnn).Filters.Weights, 1e-4f, 1e-4f, "filters");
    }

    [Fact]
    public void Magnitude_spectrogram_with_slaney_filters_meets_the_reference()
    {
        using var file = Open("deepsim_mel");
        Numbers.Near(Transposed(file.Read("mel")), Compute(DeepSim, file), 1e-4f, 1e-4f, "mel");
        var expected = Transposed(file.Read("input")).Select(value => value * 0.25f + 0.2f).ToArray();
        Numbers.Near(expected, Compute(DeepSim with { Compression = MelCompression.LogOnePlusTen }, file), 1e-4f, 1e-4f, "compressed");
    }

    [Fact]
    public void Thread_counts_1_2_and_5_give_identical_results()
    {
        var samples = Numbers.Random(20_000, 1);
        var results = new List<float[]>();
        foreach (var threads in new[] { 1, 2, 5 })
            SimdCollection.WithThreads(threads, () => results.Add(Compute(MusiCnn, samples)));
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(257)]
    [InlineData(2049)]
    public void Signals_shorter_than_a_frame_are_reflected_as_often_as_needed(int length)
    {
        var spectrogram = Compute(MusiCnn, Numbers.Random(length, length));
        Assert.Equal((length / 256 + 1) * 96, spectrogram.Length);
        Assert.All(spectrogram, value => Assert.True(float.IsFinite(value) && value >= 0));
    }

    [Fact]
    public void A_tone_lands_in_the_band_around_its_frequency()
    {
        var samples = Enumerable.Range(0, 16_000).Select(i => MathF.Sin(2 * MathF.PI * 1000 * i / 16_000)).ToArray();
        var frame = Compute(MusiCnn, samples).AsSpan(30 * 96, 96).ToArray();
        // Band centres are equally spaced in HTK mels up to 2840 (8 kHz); 1 kHz is mel 1000.
        Assert.Equal((int)Math.Round(1000 / 2840.0 * 97) - 1, Array.IndexOf(frame, frame.Max()));
    }

    [Fact]
    public void An_empty_signal_has_no_frames() => Assert.Empty(Compute(MusiCnn, []));

    [Fact]
    public void By_band_the_first_frames_are_the_same_numbers()
    {
        var spectrogram = new MelSpectrogram(
            new MelSpectrogramConfig { SampleRate = 8000, FftSize = 64, Hop = 32, Bands = 5, MaximumFrequency = 4000 });
        var samples = Enumerable.Range(0, 320).Select(i => MathF.Sin(i * i * 0.01f)).ToArray();
        float[] byFrame = new float[11 * 5], byBand = new float[5 * 7];
        spectrogram.Compute(samples, byFrame);
        spectrogram.ComputeByBand(samples, 7, byBand);
        for (var t = 0; t < 7; t++)
            for (var band = 0; band < 5; band++)
                Assert.Equal(byFrame[t * 5 + band], byBand[band * 7 + t]);
        Assert.Throws<ArgumentException>(() => spectrogram.ComputeByBand(samples, 7, new float[34]));
        Assert.Contains("11 frames", Assert.Throws<ArgumentException>(() => spectrogram.ComputeByBand(samples, 12, new float[60])).Message);
    }

    [Fact]
    public void A_destination_of_the_wrong_size_is_refused()
    {
        var failure = Assert.Throws<ArgumentException>(() => new MelSpectrogram(MusiCnn).Compute(new float[256], new float[96]));
        Assert.Contains("[2, 96]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_names_every_fault_at_once()
    {
        var config = new MelSpectrogramConfig
        {
            SampleRate = 16_000, FftSize = 500, Hop = 0, Bands = 0, MaximumFrequency = 11_025, Power = 3,
        };
        var message = Assert.Throws<ArgumentException>(config.Validate).Message;
        Assert.All(
            ["FftSize", "Hop", "Bands", "MaximumFrequency", "Power"], name => Assert.Contains(name, message, StringComparison.Ordinal));
        MusiCnn.Validate();
        DeepSim.Validate();
    }

    private static float[] Compute(MelSpectrogramConfig config, SafeTensorsFile file) => Compute(config, file.Read("pcm").Span.ToArray());

    private static float[] Compute(MelSpectrogramConfig config, float[] samples)
    {
        var spectrogram = new MelSpectrogram(config);
        var result = new float[spectrogram.Frames(samples.Length) * config.Bands];
        spectrogram.Compute(samples, result);
        return result;
    }

    private static float[] Transposed(Tensor matrix)
    {
        var (rows, columns) = (matrix.Size(0), matrix.Size(1));
        var result = new float[matrix.Length];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                result[column * rows + row] = matrix.Span[row * columns + column];
        return result;
    }

    private static SafeTensorsFile Open(string name) =>
        SafeTensorsFile.Open(Path.Combine(TestPaths.Fixtures, "frontend", name + ".safetensors"));
}
