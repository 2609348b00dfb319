using PublicApiGenerator;

namespace Viml.Cli.Tests.Architecture;

/// <summary>What other programs can use of the engine and the library changes on purpose only: the approved text shows it in the diff.</summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    [Theory]
    [InlineData("Viml.Engine")]
    [InlineData("Viml.Library")]
    public void The_public_api_is_the_approved_one(string room) =>
        ApprovedText.Matches($"api-{room}", Rooms.Assembly(room).GeneratePublicApi(Options) + "\n");
}
