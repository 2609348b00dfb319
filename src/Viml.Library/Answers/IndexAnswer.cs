using Viml.Library.Catalog;

namespace Viml.Library.Answers;

/// <summary>What indexing did. <c>Found = Indexed + Unchanged + Skipped + Failed</c>.</summary>
/// <param name="Library">Name of the library.</param>
/// <param name="Path">Its location.</param>
/// <param name="Tracks">Tracks it holds now.</param>
/// <param name="Found">Music files found.</param>
/// <param name="Indexed">Encoded in this run.</param>
/// <param name="Unchanged">Already known: the same file, or the same content under another path.</param>
/// <param name="Skipped">Failed in an earlier run and not changed since.</param>
/// <param name="Failed">Could not be read or encoded in this run.</param>
/// <param name="Moved">Of the unchanged: files found under a new path and missing from the old one.</param>
/// <param name="Removed">Files of earlier runs that are missing.</param>
/// <param name="Reembedded">Tracks embedded again from stored features because the bundle has changed.</param>
/// <param name="Reused">Of the indexed: known from another library, and not decoded again.</param>
/// <param name="AudioSeconds">Seconds of sound encoded.</param>
/// <param name="Seconds">Wall time of the run.</param>
/// <param name="TimesRealTime">Seconds of sound per second of wall time.</param>
/// <param name="Stages">Where the time went.</param>
/// <param name="Failures">The files that failed in this run.</param>
/// <param name="Warnings">Files that were indexed although a part of them is damaged or missing.</param>
/// <param name="Unreadable">Folders and links that could not be read.</param>
/// <param name="LeftOut">Files beside the music that do not count as music, by extension, the commonest first.</param>
public sealed record IndexAnswer(
    string Library, string Path, int Tracks,
    int Found, int Indexed, int Unchanged, int Skipped, int Failed,
    int Moved, int Removed, int Reembedded, int Reused, double AudioSeconds, double Seconds, double TimesRealTime, StageSeconds Stages,
    IReadOnlyList<FileFailure> Failures, IReadOnlyList<FileFailure> Warnings, IReadOnlyList<FileFailure> Unreadable,
    IReadOnlyList<LeftOutFiles> LeftOut);

/// <summary>
/// Wall time of each stage of indexing in seconds. Decoders run beside the rest and beside each other, so the sum may be above the time
/// that passed; the other stages follow one another.
/// </summary>
/// <param name="Decoding">Waiting for sound from ffmpeg, summed over the decoders.</param>
/// <param name="Spectrograms">Spectrograms and measured descriptors.</param>
/// <param name="Network">The network of the music encoder.</param>
/// <param name="Embedding">Embedding segments and tracks in the joint space.</param>
/// <param name="Writing">Saving to the library.</param>
/// <param name="Waiting">Waiting for the decoders: near zero where encoding sets the pace.</param>
public sealed record StageSeconds(double Decoding, double Spectrograms, double Network, double Embedding, double Writing, double Waiting);
