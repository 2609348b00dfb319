using Viml.Engine.Kernels;
using Viml.Engine.Tensors;
using Viml.Engine.Weights.Torch;

namespace Viml.Engine.Weights.Onnx;

/// <summary>
/// The initialisers of an ONNX model, memory-mapped; its graph is not looked at. The whole structure is checked when the file is opened.
/// Thread-safe for reading. Format: https://github.com/onnx/onnx/blob/main/docs/IR.md.
/// </summary>
public sealed class OnnxFile : IWeightFile
{
    private readonly Dictionary<string, StoredTensor> _tensors = new(StringComparer.Ordinal);
    private readonly MappedFile _map;

    private OnnxFile(string path, MappedFile map, int length)
    {
        (Path, _map) = (path, map);
        ReadModel(map.Bytes(0, length), new Allowance(path, length));
        Names = [.. _tensors.Keys.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens and checks a file.</summary>
    /// <exception cref="WeightFileException">
    /// The content is no ONNX model, is damaged, or holds what is not read: external data, segments, sparse tensors, texts and element
    /// types without a counterpart in <see cref="WeightType"/>.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static OnnxFile Open(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (stream.Length is 0 or > int.MaxValue)
            throw new WeightFileException(
                path, $"an ONNX model of 1 to {int.MaxValue} bytes, the most that protobuf allows", $"{stream.Length} bytes");
        var map = new MappedFile(stream);
        try
        {
            return new OnnxFile(path, map, (int)stream.Length);
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape(string name) => Entry(name).Shape;

    /// <inheritdoc/>
    public WeightType Type(string name) => Entry(name).Type;

    /// <summary>The tensor as float32: a copy-on-write view of the map where type and alignment allow it, else new memory.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name.</exception>
    public Tensor Read(string name) => Entry(name).Read();

    /// <summary>The values of a tensor of whole numbers in new memory.</summary>
    /// <exception cref="WeightFileException">There is no tensor of this name, or it does not hold whole numbers.</exception>
    public long[] ReadInt64(string name) => Entry(name).ReadInt64();

    /// <inheritdoc/>
    public void CopyTo(string name, Stream destination) => Entry(name).CopyTo(destination);

    /// <summary>Ends reading. Tensors that were read stay valid.</summary>
    public void Dispose() => _map.Dispose();

    // ModelProto. A graph and the operator sets it is written for are what every model has; they also show that the file is whole.
    private void ReadModel(ReadOnlySpan<byte> bytes, Allowance allowance)
    {
        var message = new ProtobufMessage(Path, "the model", bytes, 0);
        var (hasGraph, hasOperators) = (false, false);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 7 when hasGraph:
                    throw new WeightFileException(Path, "one graph", "another one");
                case 7:
                    ReadGraph(message.TakeBytes(out var at), at, allowance);
                    hasGraph = true;
                    break;
                case 8:
                    message.TakeBytes(out _);
                    hasOperators = true;
                    break;
                case 1 or 2 or 3 or 4 or 5 or 6 or 14 or 20 or 25 or 26:
                    message.Skip();
                    break;
                default:
                    throw message.Unknown(
                        "ir_version, producer_name, producer_version, domain, model_version, doc_string, graph, opset_import, " +
                        "metadata_props, training_info, functions, configuration");
            }
        }

        if (!hasGraph || !hasOperators)
            throw new WeightFileException(
                Path, "a graph and the operator sets of an ONNX model",
                hasGraph ? "no operator sets (is the file complete?)" : "no graph");
    }

    // GraphProto.
    private void ReadGraph(ReadOnlySpan<byte> bytes, long start, Allowance allowance)
    {
        var message = new ProtobufMessage(Path, "the graph", bytes, start);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 5:
                    var tensor = OnnxTensor.Read(Path, _map, message.TakeBytes(out var at), at, allowance);
                    if (!_tensors.TryAdd(tensor.Name, tensor))
                        throw new WeightFileException(Path, "every initialiser once", $"'{tensor.Name}' twice");
                    break;
                case 15:
                    throw new WeightFileException(Path, "dense initialisers", "a sparse one");
                case 1 or 2 or 10 or 11 or 12 or 13 or 14 or 16:
                    message.Skip();
                    break;
                default:
                    throw message.Unknown(
                        "node, name, initializer, doc_string, input, output, value_info, quantization_annotation, metadata_props");
            }
        }
    }

    private StoredTensor Entry(string name) => _tensors.GetValueOrDefault(name) ?? throw WeightFileException.NoTensor(Path, name, Names);
}
