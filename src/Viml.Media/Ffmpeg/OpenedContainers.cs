using System.Text;

namespace Viml.Media.Ffmpeg;

/// <summary>Which containers the ffmpeg of this machine opens, asked once and only when needed. Thread-safe.</summary>
public sealed class OpenedContainers(MediaTools tools, CancellationToken cancellation = default)
{
    private const int MaximumOutput = 1 << 20;

    private readonly Lazy<HashSet<string>> _names = new(() => Read(tools, cancellation));

    /// <summary>Whether ffmpeg opens the container that it calls <paramref name="name"/>, such as "libopenmpt".</summary>
    /// <exception cref="ExternalProgramException">ffmpeg is missing, hangs or failed.</exception>
    public bool Has(string name) => _names.Value.Contains(name);

    // Below a heading, lines such as " D  mov,mp4,m4a,3gp,3g2,mj2 QuickTime / MOV".
    private static HashSet<string> Read(MediaTools tools, CancellationToken cancellation)
    {
        using var run = tools.StartFfmpeg(["-demuxers"], "the question for its formats", feedsInput: false, cancellation);
        var buffer = new byte[MaximumOutput];
        var text = Encoding.UTF8.GetString(buffer, 0, run.ReadFully(buffer));
        run.Finish().ThrowIfFailed();
        return
        [
            .. text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > 1 && words[0].StartsWith('D'))
                .SelectMany(words => words[1].Split(',')),
        ];
    }
}
