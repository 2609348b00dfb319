namespace Viml.Models;

/// <summary>Reads small files of models whole.</summary>
internal static class ModelFile
{
    /// <summary>The bytes of a file.</summary>
    /// <exception cref="ModelFileException">The file is missing or larger than <paramref name="most"/> bytes.</exception>
    public static byte[] Read(string path, int most)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new ModelFileException(path, "a file", "none");
        if (file.Length > most)
            throw new ModelFileException(path, $"at most {most} bytes", $"{file.Length}");
        return File.ReadAllBytes(path);
    }
}
