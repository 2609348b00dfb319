using System.Text.Json;
using Viml.Corpus.Composing;
using Viml.Corpus.Rendering;

namespace Viml.Corpus.Pieces;

/// <summary>
/// <c>pieces/ID.json</c>: what a piece was made from (latents, soundfont, recording chain) and which instruments sound in each 3 s window
/// of it.
/// </summary>
internal static class PieceRecord
{
    /// <summary>The window of the music encoder, in seconds.</summary>
    public const double WindowSeconds = 3;

    public static byte[] ToJson(Score score, string title, string soundFont, RecordingChain chain)
    {
        var latents = score.Latents;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = latents.Id,
            title,
            seed = latents.Seed,
            genre = latents.Genre,
            style = latents.Style,
            moods = latents.Moods,
            instruments = latents.Instruments,
            valence = Rounded(latents.Valence),
            arousal = Rounded(latents.Arousal),
            tempo = Rounded(latents.TempoBpm),
            beatsPerBar = latents.BeatsPerBar,
            compound = latents.IsCompound,
            key = latents.Key,
            major = latents.IsMajor,
            density = Rounded(latents.Density),
            brightness = Rounded(latents.Brightness),
            loudness = Rounded(latents.Loudness),
            articulation = Rounded(latents.Articulation),
            rubato = Rounded(latents.Rubato),
            parts = latents.Parts.Select(part => $"{part.Role}: {part.Voice}"),
            soundFont,
            recording = new
            {
                kind = chain.Kind.ToString(),
                equaliser = chain.Equaliser.Select(band => new[] { Math.Round(band.Hertz), Math.Round(band.Decibels, 2) }),
                lowCut = Rounded(chain.LowCut),
                highCut = Rounded(chain.HighCut),
                roomSeconds = Rounded(chain.RoomSeconds),
                roomShare = Rounded(chain.RoomShare),
                compression = Rounded(chain.Compression),
                drive = Rounded(chain.Drive),
                hiss = Rounded(chain.Hiss),
                hum = Rounded(chain.Hum),
                crackle = Rounded(chain.Crackle),
                mono = chain.Mono,
                level = Rounded(chain.Level),
                bitRate = chain.BitRate,
            },
            windowSeconds = WindowSeconds,
            activity = score.Activity(WindowSeconds),
        });
    }

    private static double Rounded(double value) => Math.Round(value, 3);
}
