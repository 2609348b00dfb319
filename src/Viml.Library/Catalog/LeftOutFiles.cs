namespace Viml.Library.Catalog;

/// <summary>Files beside music that do not count as music.</summary>
/// <param name="Extension">How their names end, in lower case, such as ".jpg"; empty for names without an extension.</param>
/// <param name="Files">How many there are.</param>
public sealed record LeftOutFiles(string Extension, int Files);
