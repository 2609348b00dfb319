using Viml.Cli.Tests;

namespace Viml.Web.Tests;

/// <summary>One server for the tests of a class that change nothing in it, with a video.</summary>
public sealed class SharedSite : IAsyncLifetime
{
    internal TestSite Site { get; private set; } = null!;

    /// <summary>The id of a video.</summary>
    internal string Video { get; private set; } = "";

    /// <summary>The id of a track.</summary>
    internal string Track { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Site = await TestSite.StartAsync();
        Video = (await Site.UploadAsync(ToyMedia.Video(Site.Home, "bright.mp4", 230))).GetProperty("id").GetString()!;
        var answer = await Site.PostAsync("/recommendations", new { video = Video, top = 1 });
        Track = answer.GetProperty("tracks")[0].GetProperty("id").GetString()!;
    }

    public async Task DisposeAsync() => await Site.DisposeAsync();

    /// <summary>Puts the ids of the video and the track into a text.</summary>
    internal string Fill(string text) =>
        text.Replace("{video}", Video, StringComparison.Ordinal).Replace("{track}", Track, StringComparison.Ordinal);
}
