using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Viml.Engine.Weights;

namespace Viml.Convert;

/// <summary>Copies resources out of a managed assembly without loading it: nothing in it runs.</summary>
internal static class ManagedResource
{
    /// <summary>Writes the resource of this name to a file.</summary>
    /// <exception cref="WeightFileException">The assembly has no such resource, or it does not lie inside the file.</exception>
    /// <exception cref="BadImageFormatException">The file is no managed assembly.</exception>
    public static void Extract(string assembly, string name, string path)
    {
        using var stream = File.OpenRead(assembly);
        using var image = new PEReader(stream, PEStreamOptions.LeaveOpen);
        if (!image.HasMetadata || image.PEHeaders.CorHeader is not { } header
            || !image.PEHeaders.TryGetDirectoryOffset(header.ResourcesDirectory, out var start))
            throw new WeightFileException(assembly, "a managed assembly with resources", "none");
        var metadata = image.GetMetadataReader();
        var resources = metadata.ManifestResources.Select(metadata.GetManifestResource)
            .ToDictionary(entry => metadata.GetString(entry.Name));
        if (!resources.TryGetValue(name, out var resource) || !resource.Implementation.IsNil)
            throw new WeightFileException(
                assembly, $"the resource '{name}'", $"{resources.Count} resources: {string.Join(", ", resources.Keys)}");
        // A length in four bytes, then the resource.
        var position = start + resource.Offset;
        if (position < 0 || position > stream.Length - sizeof(int))
            throw new WeightFileException(
                assembly, $"the resource '{name}' inside the file of {stream.Length} bytes", $"its beginning at byte {position}");
        using var reader = new BinaryReader(stream);
        stream.Position = position;
        var length = reader.ReadInt32();
        if (length < 0 || length > stream.Length - stream.Position)
            throw new WeightFileException(
                assembly, $"{length} bytes of the resource '{name}'",
                $"{stream.Length - stream.Position} bytes until the end of the file");
        using var target = File.Create(path);
        var buffer = new byte[1 << 20];
        for (var left = length; left > 0;)
        {
            var count = Math.Min(left, buffer.Length);
            stream.ReadExactly(buffer, 0, count);
            target.Write(buffer, 0, count);
            left -= count;
        }
    }
}
