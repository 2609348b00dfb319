using System.Numerics;
using Viml.Engine.Signal;
using Viml.Media.Audio;

namespace Viml.Training.Datasets;

/// <summary>
/// The sound of a track as 32 bits every 11.6 ms, which stay the same when the track is encoded again, is louder, or begins elsewhere
/// (Haitsma, Kalker 2002: signs of the differences of band energies in time and frequency).
/// </summary>
internal sealed class SoundFingerprint
{
    private const int SampleRate = 5512, Window = 2048, Hop = 64;
    private const int Bands = 33;
    private const double LowestHertz = 300, HighestHertz = 2000;

    /// <summary>The published limit: below this share of wrong bits two stretches are the same.</summary>
    private const double MostWrongBits = 0.35;

    private const int FewestFrames = 256; // 3 s, as published
    private const double LeastOverlap = 0.5; // of the shorter track
    private const int OffsetsTried = 5;

    private static readonly float[] Hann = Viml.Engine.Signal.Window.Hann(Window);
    private static readonly int[] Edges = [.. Enumerable.Range(0, Bands + 1).Select(band =>
        (int)Math.Round(LowestHertz * Math.Pow(HighestHertz / LowestHertz, band / (double)Bands) * Window / SampleRate))];

    private readonly uint[] _frames;
    private readonly Dictionary<uint, List<int>> _places = [];

    /// <summary>A fingerprint of frames.</summary>
    public SoundFingerprint(uint[] frames)
    {
        _frames = frames;
        for (var at = 0; at < frames.Length; at++)
        {
            if (IsPlain(frames[at])) continue;
            if (!_places.TryGetValue(frames[at], out var places)) _places[frames[at]] = places = [];
            places.Add(at);
        }
    }

    /// <summary>The bits of each frame.</summary>
    public IReadOnlyList<uint> Frames => _frames;

    /// <summary>The fingerprint of a file.</summary>
    /// <exception cref="Media.MediaFormatException">It has no sound that can be read.</exception>
    public static SoundFingerprint OfFile(string path, CancellationToken cancellation) =>
        new(Compute(AudioReader.ReadAll(path, SampleRate, cancellation: cancellation)));

    /// <summary>Whether two tracks are the same for at least half of the shorter one, at any offset.</summary>
    public bool IsSameAs(SoundFingerprint other)
    {
        var votes = new Dictionary<int, int>();
        for (var at = 0; at < other._frames.Length; at++)
            if (!IsPlain(other._frames[at]) && _places.TryGetValue(other._frames[at], out var places))
                foreach (var place in places) votes[place - at] = votes.GetValueOrDefault(place - at) + 1;
        return votes.OrderByDescending(vote => vote.Value).ThenBy(vote => vote.Key).Take(OffsetsTried)
            .Any(vote => WrongBits(other, vote.Key) < MostWrongBits);
    }

    /// <summary>The share of bits that differ where the tracks overlap; 1 where they overlap too little.</summary>
    private double WrongBits(SoundFingerprint other, int offset)
    {
        int from = Math.Max(0, offset), to = Math.Min(_frames.Length, other._frames.Length + offset);
        var least = Math.Max(FewestFrames, LeastOverlap * Math.Min(_frames.Length, other._frames.Length));
        if (to - from < least) return 1;
        var wrong = 0L;
        for (var at = from; at < to; at++) wrong += BitOperations.PopCount(_frames[at] ^ other._frames[at - offset]);
        return wrong / (32.0 * (to - from));
    }

    /// <summary>Silence and a steady tone give the same bits in any track.</summary>
    private static bool IsPlain(uint bits) => BitOperations.PopCount(bits) is < 6 or > 26;

    private static uint[] Compute(float[] samples)
    {
        var count = Math.Max(0, (samples.Length - Window) / Hop); // and one before them
        var frames = new uint[count];
        var fft = new RealFft(Window);
        float[] windowed = new float[Window], real = new float[fft.Bins], imaginary = new float[fft.Bins];
        double[] now = new double[Bands], before = new double[Bands];
        for (var frame = -1; frame < count; frame++)
        {
            var start = (frame + 1) * Hop;
            for (var i = 0; i < Window; i++) windowed[i] = samples[start + i] * Hann[i];
            fft.Forward(windowed, real, imaginary);
            for (var band = 0; band < Bands; band++)
            {
                now[band] = 0;
                for (var bin = Edges[band]; bin < Math.Max(Edges[band] + 1, Edges[band + 1]); bin++)
                    now[band] += real[bin] * (double)real[bin] + imaginary[bin] * (double)imaginary[bin];
            }
            if (frame >= 0)
                for (var band = 0; band + 1 < Bands; band++)
                    if (now[band] - now[band + 1] - (before[band] - before[band + 1]) > 0) frames[frame] |= 1u << band;
            (now, before) = (before, now);
        }
        return frames;
    }
}
