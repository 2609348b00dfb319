using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Viml.Engine.Kernels;
using Viml.Models;
using Viml.Models.Encoders;

namespace Viml.Onnx;

/// <summary>A model of a user in ONNX Runtime: runs it, checks what it gives, and pools it. Thread-safe.</summary>
internal sealed class OnnxModel
{
    public const string FileName = "model.onnx";

    private readonly InferenceSession _session;
    private readonly string _path, _output;
    private readonly OnnxManifest _manifest;

    private OnnxModel(string path, OnnxManifest manifest, InferenceSession session)
    {
        (_path, _manifest, _session) = (path, manifest, session);
        var outputs = session.OutputMetadata;
        _output = manifest.Output.Length > 0 ? manifest.Output : outputs.Count == 1 ? outputs.Keys.Single() : "";
        if (!outputs.TryGetValue(_output, out var output))
            throw Fault(
                _output.Length > 0 ? $"the output '{_output}'" : "one output, or its name in the manifest",
                string.Join(", ", outputs.Keys));
        var rank = manifest.Pooling == OnnxPooling.None ? 2 : 3;
        if (output.ElementType != typeof(float) || output.Dimensions.Length != rank || !Fits(output.Dimensions[^1], manifest.Width))
            throw Fault(
                $"the output '{_output}' of float [{(rank == 2 ? "batch" : "batch, steps")}, {manifest.Width}], as the manifest says",
                Show(output));
    }

    /// <summary>The inputs of the graph.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    /// <summary>Opens <c>model.onnx</c> in a folder.</summary>
    /// <exception cref="ModelFileException">ONNX Runtime cannot run the model, or its outputs are not what the manifest says.</exception>
    /// <exception cref="EncoderChoiceException">The native library of ONNX Runtime cannot be loaded on this machine.</exception>
    public static OnnxModel Open(string folder, OnnxManifest manifest)
    {
        var path = Path.Combine(Path.GetFullPath(folder), FileName);
        if (!File.Exists(path))
            throw new ModelFileException(path, "a file", "none");
        InferenceSession? session = null;
        try
        {
            using var options = new SessionOptions
            {
                IntraOpNumThreads = Parallelism.Threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            session = new InferenceSession(path, options);
            return new OnnxModel(path, manifest, session);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new ModelFileException(path, "a model that ONNX Runtime can run", fault.Message, fault);
        }
        catch (Exception fault) when (OnnxLibrary.IsMissing(fault))
        {
            throw OnnxLibrary.Missing(fault);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>The only input, for models that read pictures or sound.</summary>
    /// <param name="sizes">Of its axes behind the batch.</param>
    /// <exception cref="ModelFileException">There are several, or it has another shape.</exception>
    public string OnlyInput(params int[] sizes)
    {
        if (Inputs.Count != 1)
            throw Fault("one input", string.Join(", ", Inputs.Keys));
        var (name, input) = Inputs.Single();
        var dimensions = input.Dimensions;
        if (input.ElementType != typeof(float) || dimensions.Length != sizes.Length + 1
            || !sizes.Zip(dimensions[1..]).All(axis => Fits(axis.Second, axis.First)))
            throw Fault($"the input '{name}' of float [batch, {string.Join(", ", sizes)}], as the manifest says", Show(input));
        return name;
    }

    /// <summary>Whether the model takes several at a time.</summary>
    public bool TakesBatches(string input) => Inputs[input].Dimensions[0] != 1;

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">By name.</param>
    /// <param name="batch">How many pictures, windows or texts they hold.</param>
    /// <param name="steps">Of the text, those that are not padding; 0 for all.</param>
    /// <param name="features">Receives [batch, width].</param>
    /// <exception cref="ModelFileException">The result has another shape than the manifest says, or is not finite.</exception>
    public void Run(IReadOnlyDictionary<string, OrtValue> inputs, int batch, int steps, Span<float> features)
    {
        try
        {
            using var options = new RunOptions();
            using var results = _session.Run(options, inputs, [_output]);
            var shape = results[0].GetTensorTypeAndShape().Shape;
            var values = results[0].GetTensorDataAsSpan<float>();
            var width = _manifest.Width;
            if (shape[^1] != width || shape[0] != batch || values.Length == 0)
                throw Fault($"an output [{batch}, ..., {width}], as the manifest says", $"[{string.Join(", ", shape)}]");
            var found = values.Length / batch / width;
            for (var i = 0; i < batch; i++)
                Pool(
                    values.Slice(i * found * width, found * width), steps == 0 ? found : Math.Min(steps, found),
                    features.Slice(i * width, width));
        }
        catch (OnnxRuntimeException fault)
        {
            throw new ModelFileException(_path, "a model that reads what its manifest says", fault.Message, fault);
        }
    }

    private void Pool(ReadOnlySpan<float> values, int steps, Span<float> feature)
    {
        values[..feature.Length].CopyTo(feature);
        for (var step = 1; _manifest.Pooling == OnnxPooling.Mean && step < steps; step++)
            TensorPrimitives.Add(feature, values.Slice(step * feature.Length, feature.Length), feature);
        if (_manifest.Pooling == OnnxPooling.Mean)
            TensorPrimitives.Divide(feature, steps, feature);
        if (!TensorPrimitives.IsFiniteAll<float>(feature))
            throw Fault("finite features", "infinite ones or NaN");
        if (_manifest.UnitLength)
            TensorPrimitives.Divide(feature, Math.Max(TensorPrimitives.Norm<float>(feature), 1e-12f), feature);
    }

    private ModelFileException Fault(string expected, string found) => new(_path, expected, found);

    // -1 is a size that the graph leaves open.
    private static bool Fits(int dimension, int size) => dimension == size || dimension < 0;

    private static string Show(NodeMetadata node) => $"{node.ElementType.Name} [{string.Join(", ", node.Dimensions)}]";
}
