using System.Text;

namespace Viml.Media.Tags;

/// <summary>An encoding of one language or some, and how to tell that a text was written in it.</summary>
/// <param name="Number">The number of the code page.</param>
/// <param name="IsLikely">Whether bytes that are not ASCII alone are likely to be of this encoding.</param>
/// <param name="Common">The commonest letters of its languages, which decide where several encodings are likely.</param>
internal sealed record CodePage(int Number, Func<byte[], bool> IsLikely, string Common)
{
    /// <summary>Windows-1252, of which Latin-1 is a part: the languages of Western Europe.</summary>
    public static readonly CodePage Western = new(1252, IsWestern, "");

    // Shares of common letters: of a text in the right encoding at least, and by which factor above those in others.
    private const double Typical = 0.3;
    private const double Ahead = 1.3;

    private static readonly CodePage[] Others =
    [
        new(932, bytes => AllPairs(bytes, IsJapanese), "のにはをたがでてとしれさいうんるなアイスンーラルトリ愛夢夜空風花恋雨月星人心君歌想曲"),
        new(936, bytes => AllPairs(bytes, (lead, trail) => lead is (>= 0xB0 and <= 0xD7) or (>= 0xA1 and <= 0xA3) && trail >= 0xA1),
            "的一是不了人我在有他这为之大来以个中上们你好爱心天下月夜风花雨雪梦情歌曲海山水春秋光年生时说要去会出也"),
        new(949, bytes => AllPairs(bytes, (lead, trail) => lead is (>= 0xB0 and <= 0xC8) or (>= 0xA1 and <= 0xA3) && trail >= 0xA1),
            "이다의는에을가한사하고지로를기나도리아어자그대인시라일내있음안녕랑너해서은우마"),
        new(950, bytes => AllPairs(bytes, (lead, trail) => lead is >= 0xA1 and <= 0xC6 && trail is (>= 0x40 and <= 0x7E) or >= 0xA1),
            "的一是不了人我在有他這為之大來以個中上們你好愛心天下月夜風花雨雪夢情歌曲海山水春秋光年生時說要去會出也"),
        new(1251, bytes => IsCyrillic(bytes, 1251), "оеаинтсрвлкмдпуя"),
        new(20866, bytes => IsCyrillic(bytes, 20866), "оеаинтсрвлкмдпуя"),
    ];

    /// <summary>The text in the one encoding that it is likely to be of; null where that is none or several.</summary>
    public static string? Guess(byte[] bytes)
    {
        var likely = Others.Where(page => page.Decode(bytes) is not null && page.IsLikely(bytes)).ToList();
        if (likely is [] or [_]) return likely.FirstOrDefault()?.Decode(bytes);
        var ranked = likely.Select(page => (Page: page, Share: page.ShareOfCommon(bytes))).OrderByDescending(page => page.Share).ToList();
        return ranked[0].Share >= Math.Max(Typical, Ahead * ranked[1].Share) ? ranked[0].Page.Decode(bytes) : null;
    }

    /// <summary>The text; null where the bytes are not of this encoding.</summary>
    public string? Decode(byte[] bytes)
    {
        try
        {
            return CodePagesEncodingProvider.Instance
                .GetEncoding(Number, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private double ShareOfCommon(byte[] bytes)
    {
        var letters = Decode(bytes)!.Where(character => !char.IsAscii(character) && char.IsLetter(character))
            .Select(char.ToLowerInvariant).ToList();
        return letters.Count == 0 ? 0 : letters.Count(Common.Contains) / (double)letters.Count;
    }

    /// <summary>Whether every byte that is not ASCII leads a pair that passes.</summary>
    private static bool AllPairs(byte[] bytes, Func<byte, byte, bool> passes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] < 0x80) continue;
            if (at + 1 == bytes.Length || !passes(bytes[at], bytes[at + 1])) return false;
            at++;
        }
        return true;
    }

    // Signs, full-width letters and kana (0x81 to 0x83), and the characters of everyday use (JIS level 1).
    private static bool IsJapanese(byte lead, byte trail) => trail >= 0x40 && lead is (>= 0x81 and <= 0x83) or (>= 0x88 and <= 0x98);

    /// <summary>Whether the letters form words of Cyrillic: capitals stand first or everywhere.</summary>
    private static bool IsCyrillic(byte[] bytes, int number)
    {
        var text = new CodePage(number, _ => true, "").Decode(bytes);
        if (text is null) return false;
        var words = new string([.. text.Select(character => char.IsLetter(character) ? character : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return text.All(character => char.IsAscii(character) || character is (>= 'А' and <= 'я') or 'Ё' or 'ё' or '«' or '»' or '—' or '№')
            && words.Any(word => word.Length > 2)
            && words.All(word => word.Skip(1).All(char.IsLower) || word.All(char.IsUpper))
            && words.All(word => word.All(char.IsAscii) || !word.Any(char.IsAscii));
    }

    /// <summary>Whether the bytes read as a Western text: accents are few among other letters, and signs stand where they belong.</summary>
    private static bool IsWestern(byte[] bytes)
    {
        var (accents, plain, run) = (0, 0, 0);
        for (var at = 0; at < bytes.Length; at++)
        {
            var value = bytes[at];
            var (before, after) = (at == 0 ? (byte)' ' : bytes[at - 1], at + 1 == bytes.Length ? (byte)' ' : bytes[at + 1]);
            run = IsAccent(value) ? run + 1 : 0;
            if (run > 2) return false;
            if (run > 0) accents++;
            else if (char.IsAsciiLetter((char)value)) plain++;
            else if (value is 0x91 or 0x93 && IsLetter(before)) return false; // an opening quotation mark inside a word
            else if (value is 0x96 or 0x97 && IsLetter(before) != IsLetter(after)) return false; // a dash at one word only
            else if (value >= 0x80 && !IsSign(value)) return false;
        }
        return accents <= Math.Max(2, plain);

        static bool IsLetter(byte value) => char.IsAsciiLetter((char)value) || IsAccent(value);
        static bool IsAccent(byte value) =>
            value is (>= 0xC0 and not (0xD7 or 0xF7)) or 0x8A or 0x8C or 0x8E or 0x9A or 0x9C or 0x9E or 0x9F or 0xAA or 0xBA;
        static bool IsSign(byte value) => value is 0x80 or 0x85 or (>= 0x91 and <= 0x97) or 0x99 or 0xA0 or 0xA1 or 0xA3 or 0xA7 or 0xA9
            or 0xAB or 0xAE or 0xB0 or 0xB4 or 0xB7 or 0xBB or 0xBF or 0xD7;
    }
}
