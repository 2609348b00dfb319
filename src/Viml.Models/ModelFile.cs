namespace Viml.Models;

/// <summary>Reads small files of models into memory.</summary>
internal static class ModelFile
{
    /// <summary>The bytes of a file.</summary>
    /// <exception cref="ModelFileException">The file is missing or larger than <paramref name="maximum"/> bytes.</exception>
    public static byte[] Read(string path, int maximum)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new ModelFileException(path, "a file", "none");
        if (file.Length > maximum)
            throw new ModelFileException(path, $"at most {maximum} bytes", $"{file.Length}");
        return File.ReadAllBytes(path);
    }
}
