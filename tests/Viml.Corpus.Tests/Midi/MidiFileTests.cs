using System.Buffers.Binary;
using Viml.Corpus.Composing;
using Viml.Corpus.Latents;
using Viml.Corpus.Midi;

namespace Viml.Corpus.Tests.Midi;

public sealed class MidiFileTests
{
    [Fact]
    public void The_header_names_format_one_and_the_number_of_tracks()
    {
        var track = new MidiTrack();
        track.Note(0, 480, 0, 60, 100);
        var bytes = MidiFile.Write([track], 960);
        Assert.Equal("MThd"u8.ToArray(), bytes[..4]);
        Assert.Equal([0, 1, 0, 1, 1, 224], bytes[8..14]);
        // delta 0, on; delta 480 = 83 60, off; delta 480, end of track
        Assert.Equal([0x00, 0x90, 60, 100, 0x83, 0x60, 0x80, 60, 64, 0x83, 0x60, 0xFF, 0x2F, 0x00], bytes[22..]);
    }

    [Fact]
    public void The_tempo_of_the_file_is_the_tempo_of_the_piece()
    {
        foreach (var index in Enumerable.Range(0, 200))
        {
            var latents = LatentSampler.Sample(5, index, 30);
            var bytes = ScoreMidi.Write(Composer.Compose(latents));
            var end = 14 + 8 + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(18));
            var tempos = new List<double>();
            for (var i = 22; i + 6 <= end; i++)
                if (bytes[i] == 0xFF && bytes[i + 1] == 0x51 && bytes[i + 2] == 3)
                    tempos.Add((bytes[i + 3] << 16 | bytes[i + 4] << 8 | bytes[i + 5]) / 1e6);
            var expected = latents.Rubato > 0 ? latents.BeatTimes()[^1] / latents.Beats : 60 / latents.TempoBpm;
            Assert.Equal(expected, tempos.Average(), 1e-5);
        }
    }
}
