using Viml.Engine.Tests.Weights.Onnx;
using Viml.Testing;

namespace Viml.Onnx.Tests.Encoders;

/// <summary>Small models in folders, as users export them.</summary>
internal static class ToyModels
{
    private const int Int64 = 7;

    /// <summary>The mean of each colour of pictures of 8 x 8: [batch, 3, 8, 8] to [batch, 3].</summary>
    public static byte[] Pictures(
        int size = 8, long batch = -1, int opset = 17, string operation = "GlobalAveragePool", string domain = "") => Model(
        opset,
        [
            Node(operation, domain, ["x"], ["pooled"]),
            Node("Flatten", "", ["pooled"], ["y"]),
        ], [Value(11, "x", OnnxBytes.Float, batch, 3, size, size)], [Value(12, "y", OnnxBytes.Float, batch, 3)]);

    /// <summary>The first two samples of a window of 100: [batch, 100] to [batch, 2]; divided by <paramref name="by"/>.</summary>
    public static byte[] Sound(float by = 1)
    {
        var weight = new float[200];
        (weight[0], weight[3]) = (1, 1);
        return Model(
            17, [Node("MatMul", "", ["x", "w"], ["m"]), Node("Div", "", ["m", "by"], ["y"])],
            [Value(11, "x", OnnxBytes.Float, -1, 100)], [Value(12, "y", OnnxBytes.Float, -1, 2)],
            OnnxBytes.Tensor("w", OnnxBytes.Float, [100, 2], OnnxBytes.Raw(weight)),
            OnnxBytes.Tensor("by", OnnxBytes.Float, [], OnnxBytes.Raw(by)));
    }

    /// <summary>Rows of a table of ten tokens: [batch, tokens] to [batch, tokens, 2]. Token t has (t, 1).</summary>
    public static byte[] Texts(string input = "input_ids") => Model(
        17, [Node("Gather", "", ["table", input], ["y"])], [Value(11, input, Int64, -1, -1)], [Value(12, "y", OnnxBytes.Float, -1, -1, 2)],
        OnnxBytes.Tensor(
            "table", OnnxBytes.Float, [10, 2], OnnxBytes.Raw([.. Enumerable.Range(0, 10).SelectMany(i => new float[] { i, 1 })])));

    /// <summary>A model whose weights lie in another file.</summary>
    public static byte[] External(string location) => Model(
        17, [Node("MatMul", "", ["x", "w"], ["y"])], [Value(11, "x", OnnxBytes.Float, -1, 100)], [Value(12, "y", OnnxBytes.Float, -1, 2)],
        OnnxBytes.Tensor(
            "w", OnnxBytes.Float, [100, 2],
            OnnxBytes.Bytes(13, [.. OnnxBytes.Bytes(1, "location"u8), .. OnnxBytes.Bytes(2, System.Text.Encoding.UTF8.GetBytes(location))]),
            OnnxBytes.Number(14, 1)));

    /// <summary>A folder with a model and its manifest.</summary>
    public static string Write(
        TemporaryFolder root, byte[] model, string inputs, int width, string pooling = "none", bool unit = false, string output = "")
    {
        var folder = root[$"model-{Guid.NewGuid():N}"];
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), model);
        File.WriteAllText(Path.Combine(folder, "encoder.json"), $$"""
            {
              "version": "7", "licence": "CC0-1.0", "width": {{width}}, "output": "{{output}}", "pooling": "{{pooling}}",
              "unitLength": {{(unit ? "true" : "false")}}, {{inputs}}
            }
            """);
        return folder;
    }

    private static byte[] Model(int opset, byte[][] nodes, byte[][] inputs, byte[][] outputs, params byte[][] initialisers) =>
    [
        .. OnnxBytes.Number(1, 8),
        .. OnnxBytes.Bytes(7, [.. nodes.SelectMany(node => OnnxBytes.Bytes(1, node)), .. OnnxBytes.Bytes(2, "g"u8),
            .. initialisers.SelectMany(tensor => OnnxBytes.Bytes(5, tensor)), .. inputs.SelectMany(x => x), .. outputs.SelectMany(x => x)]),
        .. OnnxBytes.Bytes(8, OnnxBytes.Number(2, opset)),
        .. OnnxBytes.Bytes(8, [.. OnnxBytes.Bytes(1, "toys"u8), .. OnnxBytes.Number(2, 1)]),
    ];

    private static byte[] Node(string operation, string domain, string[] inputs, string[] outputs) =>
    [
        .. inputs.SelectMany(name => OnnxBytes.Bytes(1, System.Text.Encoding.UTF8.GetBytes(name))),
        .. outputs.SelectMany(name => OnnxBytes.Bytes(2, System.Text.Encoding.UTF8.GetBytes(name))),
        .. OnnxBytes.Bytes(4, System.Text.Encoding.UTF8.GetBytes(operation)),
        .. domain.Length > 0 ? OnnxBytes.Bytes(7, System.Text.Encoding.UTF8.GetBytes(domain)) : [],
    ];

    // ValueInfoProto; a size below 0 is left open under a name.
    private static byte[] Value(int field, string name, int type, params long[] sizes) => OnnxBytes.Bytes(field,
    [
        .. OnnxBytes.Bytes(1, System.Text.Encoding.UTF8.GetBytes(name)),
        .. OnnxBytes.Bytes(2, OnnxBytes.Bytes(1, [.. OnnxBytes.Number(1, type), .. OnnxBytes.Bytes(2, [.. sizes.SelectMany(Axis)])])),
    ]);

    private static byte[] Axis(long size, int axis) => OnnxBytes.Bytes(
        1, size < 0 ? OnnxBytes.Bytes(2, System.Text.Encoding.UTF8.GetBytes($"axis{axis}")) : OnnxBytes.Number(1, size));
}
