using Viml.Models.Encoders;

namespace Viml.Onnx;

/// <summary>What to say where the native library of ONNX Runtime is missing or made for another machine. Nothing else needs it.</summary>
internal static class OnnxLibrary
{
    /// <summary>Whether this is how loading it fails.</summary>
    public static bool IsMissing(Exception fault) =>
        fault is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException ||
        (fault is TypeInitializationException { InnerException: { } inner } && IsMissing(inner));

    /// <summary>The fault for the user.</summary>
    public static EncoderChoiceException Missing(Exception fault) => new(
        "Models in ONNX need ONNX Runtime, whose native library cannot be loaded on this machine "
        + $"({(fault.InnerException ?? fault).Message.Split('\n')[0].TrimEnd('.')}). All other encoders work without it.");
}
