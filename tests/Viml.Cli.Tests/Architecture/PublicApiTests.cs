using PublicApiGenerator;

namespace Viml.Cli.Tests.Architecture;

/// <summary>The public API of the engine and the library only changes on purpose: the approved text shows every change.</summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    [Theory]
    [InlineData("Viml.Engine")]
    [InlineData("Viml.Library")]
    public void The_public_api_is_the_approved_one(string room) =>
        ApprovedText.Matches($"api-{room}", Rooms.Assembly(room).GeneratePublicApi(Options) + "\n");
}
