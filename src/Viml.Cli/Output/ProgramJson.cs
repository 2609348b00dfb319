using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Viml.Cli.Doctor;
using Viml.Cli.ModelStores;
using Viml.Library.Answers;
using Viml.Training.Datasets;
using Viml.Training.Extraction;

namespace Viml.Cli.Output;

/// <summary>The JSON forms of answers about the program and about training; those about music are in <see cref="AnswerJson"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(DatasetInfo))]
[JsonSerializable(typeof(DatasetReport))]
[JsonSerializable(typeof(IReadOnlyList<ExtractionResult>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(EncodersAnswer))]
[JsonSerializable(typeof(ModelListAnswer))]
internal sealed partial class ProgramJson : JsonSerializerContext;

/// <summary>Answers as JSON on stdout.</summary>
internal static class JsonOutput
{
    public static void Answer<T>(this AppEnvironment environment, T answer, JsonTypeInfo<T> type) =>
        environment.Out.WriteLine(AnswerJson.Write(answer, type));
}
