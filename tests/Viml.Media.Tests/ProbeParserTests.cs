using System.Text;

namespace Viml.Media.Tests;

/// <summary>The JSON is what ffprobe 5.1 wrote for real files, without the fields that are not read.</summary>
public class ProbeParserTests
{
    [Fact]
    public void An_ogg_file_keeps_its_tags_on_the_stream_and_its_cover_is_no_video()
    {
        var info = Parse("""
            {"streams":[
              {"index":0,"codec_name":"vorbis","codec_type":"audio","sample_rate":"22050","channels":1,
               "duration":"61.458866","tags":{"TITLE":"Vibe Ace","ARTIST":"Kevin MacLeod"}},
              {"index":1,"codec_name":"mjpeg","codec_type":"video","width":720,"height":720,"avg_frame_rate":"0/0",
               "disposition":{"attached_pic":1},"tags":{"title":"Cover"}}],
             "format":{"format_name":"ogg","duration":"61.458866"}}
            """);

        Assert.Equal(new MediaInfo("ogg", 61.458866, new AudioStream(0, "vorbis", 22_050, 1), null, "Vibe Ace", "Kevin MacLeod"), info);
    }

    [Theory]
    [InlineData("mp3", "mjpeg", "25/1", 9)]
    [InlineData("flac", "png", "0/0", 0)]
    [InlineData("mov,mp4,m4a,3gp,3g2,mj2", "mjpeg", "25/1", 1)]
    [InlineData("png_pipe", "png", "25/1", 0)]
    [InlineData("image2", "mjpeg", "25/1", 0)]
    public void A_picture_that_is_not_marked_as_cover_is_no_video(string format, string codec, string rate, int frames) =>
        Assert.Null(Parse(Video(format, codec, rate, frames)).Video);

    [Theory]
    [InlineData("avi", "mjpeg", "25/1", 100)]
    [InlineData("gif", "gif", "10/1", 10)]
    [InlineData("ogg", "theora", "30/1", 0)]
    public void Motion_pictures_are_video(string format, string codec, string rate, int frames) =>
        Assert.Equal(codec, Parse(Video(format, codec, rate, frames)).Video!.Codec);

    [Theory]
    [InlineData("""
        "side_data_list":[{"side_data_type":"CPB"},{"side_data_type":"Display Matrix","rotation":-90}]
        """, 90, 1080, 1920)]
    [InlineData("""
        "side_data_list":[{"side_data_type":"Display Matrix","rotation":90}]
        """, 270, 1080, 1920)]
    [InlineData("""
        "side_data_list":[{"side_data_type":"Display Matrix","rotation":-180}]
        """, 180, 1920, 1080)]
    [InlineData("""
        "tags":{"rotate":"90"}
        """, 90, 1080, 1920)]
    [InlineData("""
        "tags":{"rotate":"-90"}
        """, 270, 1080, 1920)]
    [InlineData("""
        "tags":{}
        """, 0, 1920, 1080)]
    public void Rotation_turns_the_size(string extra, int rotation, int width, int height)
    {
        var video = Parse($$"""
            {"streams":[{"index":0,"codec_type":"video","codec_name":"h264","width":1920,"height":1080,
                         "avg_frame_rate":"30000/1001",{{extra}}}],
             "format":{"format_name":"mov","duration":"3"} }
            """).Video!;

        Assert.Equal((rotation, width, height), (video.Rotation, video.Width, video.Height));
        Assert.Equal(29.97, video.FrameRate, 0.001);
    }

    [Fact]
    public void Tags_are_found_in_any_case_without_control_characters()
    {
        var info = Parse("""
            {"streams":[],
             "format":{"format_name":"mp3","tags":{"TITLE":" A\n\u001b[31mB ","Album_Artist":"Band","album":"   ","Genre":"Jazz"}}}
            """);

        Assert.Equal(("A  [31mB", "Band", null, "Jazz"), (info.Title, info.Artist, info.Album, info.Genre));
    }

    [Fact]
    public void The_longest_stream_stands_in_for_a_missing_duration() =>
        Assert.Equal(2.5, Parse("""{"streams":[{"duration":"N/A"},{"duration":"2.5"}],"format":{"format_name":"x"}}""").DurationSeconds);

    [Fact]
    public void Text_that_passes_for_mp3_has_no_sound() =>
        Assert.Null(Parse("""
            {"streams":[{"index":0,"codec_name":"mp3","codec_type":"audio","sample_rate":"0","channels":0}],"format":{"format_name":"mp3"}}
            """).Audio);

    [Fact]
    public void A_playlist_is_refused() =>
        Assert.Contains("list of other files",
            Assert.Throws<MediaFormatException>(() => Parse("""{"streams":[],"format":{"format_name":"hls"}}""")).Found,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("ffprobe: command line error")]
    [InlineData("{\"streams\":")]
    [InlineData("[1]")]
    [InlineData("{\"streams\":7}")]
    public void Output_that_is_not_from_ffprobe_is_a_typed_error(string json) =>
        Assert.Throws<MediaFormatException>(() => Parse(json));

    [Theory]
    [InlineData("1.5,0.25", 1.75)]
    [InlineData("1.5,N/A", 1.5)]
    [InlineData("N/A", 0)]
    [InlineData("", 0)]
    public void The_end_of_a_packet_is_its_time_and_its_length(string line, double end) => Assert.Equal(end, ProbeParser.PacketEnd(line));

    private static string Video(string format, string codec, string rate, int frames) => $$"""
        {"streams":[{"index":0,"codec_type":"video","codec_name":"{{codec}}","width":64,"height":48,
                     "avg_frame_rate":"{{rate}}","nb_frames":"{{frames}}"}],
         "format":{"format_name":"{{format}}","duration":"3"} }
        """;

    private static MediaInfo Parse(string json) => ProbeParser.Parse(Encoding.UTF8.GetBytes(json), "a.media");
}
