using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Viml.Library.Answers;

namespace Viml.Web.Hosting;

/// <summary>How answers and orders are written as JSON: as the command line writes them, and nothing unknown is ignored.</summary>
internal static class WebJson
{
    private const int Deepest = 16;

    private static readonly HashSet<Type> WithPaths =
        [typeof(RecommendedTrack), typeof(SimilarTrack), typeof(RecommendationLibrary), typeof(SimilarityLibrary), typeof(SimilarityQuery)];

    /// <param name="options">What is changed.</param>
    /// <param name="showsPaths">Whether clients see paths of this machine.</param>
    public static void Configure(JsonSerializerOptions options, bool showsPaths)
    {
        options.MaxDepth = Deepest;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        var resolver = new DefaultJsonTypeInfoResolver();
        if (!showsPaths) resolver.Modifiers.Add(HidePaths);
        options.TypeInfoResolver = resolver;
    }

    private static void HidePaths(JsonTypeInfo type)
    {
        if (!WithPaths.Contains(type.Type)) return;
        foreach (var property in type.Properties.Where(property => property.Name == "path").ToList()) type.Properties.Remove(property);
    }
}
