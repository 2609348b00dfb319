namespace Viml.Engine.Autograd;

/// <summary>How much work a thread must get for its start to pay.</summary>
internal static class Grain
{
    /// <summary>Elements of cheap arithmetic.</summary>
    public const int Elements = 32_768;

    /// <summary>Rows of this many elements.</summary>
    public static int Rows(int width) => Math.Max(1, Elements / Math.Max(1, width));
}
