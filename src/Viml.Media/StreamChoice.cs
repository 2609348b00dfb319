using System.Text.RegularExpressions;

namespace Viml.Media;

/// <summary>Which of several streams of a kind is the one that a player would take.</summary>
internal static partial class StreamChoice
{
    /// <summary>What ffprobe calls streams that only accompany others.</summary>
    public static readonly string[] AsideDispositions =
    [
        "comment", "visual_impaired", "hearing_impaired", "karaoke", "descriptions", "dependent", "metadata", "attached_pic",
        "timed_thumbnails", "still_image",
    ];

    /// <summary>
    /// The main stream: not one beside it such as a commentary, a thumbnail or a depth map; then the one marked as default; then the
    /// largest; then the first. Default where there is none.
    /// </summary>
    public static T? Best<T>(IEnumerable<T> streams, Func<T, (bool IsAside, bool IsDefault, long Size)> judge) => streams
        .OrderBy(stream => judge(stream).IsAside)
        .ThenByDescending(stream => judge(stream).IsDefault)
        .ThenByDescending(stream => judge(stream).Size)
        .FirstOrDefault();

    /// <summary>Whether the title of a stream says that it only accompanies others.</summary>
    public static bool IsAsideByTitle(string? title) => title is not null && Aside().IsMatch(title);

    [GeneratedRegex(@"\b(commentary|comments?|audio description|thumbnails?|preview|depth|disparity)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Aside();
}
