namespace Viml.Media.Audio;

/// <summary>A stretch of mono sound.</summary>
/// <param name="Samples">
/// Always a whole window; zeros after <paramref name="Count"/>. The buffer is used again for the next window: copy what must stay.
/// </param>
/// <param name="Count">How many samples are sound; less than the window only in the last one.</param>
public readonly record struct AudioWindow(ReadOnlyMemory<float> Samples, int Count);
