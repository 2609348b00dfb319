namespace Viml.Media.Ffmpeg;

/// <summary>Which containers ffmpeg may open, by its names for them.</summary>
internal static class Containers
{
    /// <summary>
    /// Files that hold their own sound and pictures, of all versions of ffmpeg. Left out are lists that make it open other files and
    /// addresses (HLS, DASH, concat, SDP, IMF), devices, scripts, subtitles, and raw samples and text, which it would take anything for.
    /// </summary>
    public static readonly string[] Allowed =
        """
        3dostr 3g2 3gp 4xm aa aac aax ac3 ac4 acm act adp ads adx aea afc aiff aix alp amr amrnb amrwb anm apac apc ape apm apng
        aptx aptx_hd apv argo_asf argo_brp argo_cvg asf asf_o ast au av1 avi avr avs avs2 avs3 bethsoftvid bfi bfstm bink binka
        bit bmp_pipe bmv boa bonk brender_pix brstm c93 caf cavsvideo cdg cdxl cine codec2 cri_pipe daud dcstr dds_pipe derf dfa
        dfpwm dhav dirac dnxhd dpx_pipe dsf dsicin dss dts dtshd dv dxa ea ea_cdata eac3 epaf evc exr_pipe film_cpk filmstrip
        fits flac flic flv frm fsb fwse g722 g723_1 g726 g726le g729 gdv gem_pipe genh gif gif_pipe gsm gxf h261 h263 h264 hca
        hcom hdr_pipe hevc hnm iamf ico idcin iff ifv ilbc image2 image2pipe ingenient ipmovie ipu ircam iss iv8 ivf ivr
        j2k_pipe jpeg_pipe jpegls_pipe jpegxl_anim jpegxl_pipe jv kux kvag laf libgme libmodplug libopenmpt lmlm4 loas luodat
        lvf lxf m4a m4v matroska mca mcc mgsts mj2 mjpeg mjpeg_2000 mlp mlv mm mmf mods moflex mov mp3 mp4 mpc mpc8 mpeg mpegts
        mpegvideo mpjpeg msf msnwctcp msp mtaf mtv musx mv mvi mxf mxg nc nistsphere nsp nsv nut nuv obu ogg oma osq paf
        pam_pipe pbm_pipe pcx_pipe pfm_pipe pgm_pipe pgmyuv_pipe pgx_pipe phm_pipe photocd_pipe pictor_pipe pmp png_pipe pp_bnk
        ppm_pipe psd_pipe psxstr pva pvf qcp qdraw_pipe qoa qoi_pipe r3d redspark rka rl2 rm roq rpl rsd rso s337m sbc scd sdns
        sdr2 sds sdx ser sga sgi_pipe shn siff simbiosis_imx smjpeg smk smush sol sox spdif sunrast_pipe svag svs swf tak thp
        tiertexseq tiff_pipe tmv truehd tta ty usm vag vbn_pipe vc1 vc1test vividas vivo vmd voc vpk vqf vvc w64 wady wav
        wc3movie webm webp webp_anim webp_pipe wsaud wsd wsvqa wtv wv wve xa xbm_pipe xmd xmv xpm_pipe xvag xwd_pipe xwma yop
        yuv4mpegpipe
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] Playlists = ["hls", "concat", "dash", "sdp", "rtsp", "webm_dash_manifest", "imf"];

    /// <summary>Whether a container, such as "hls" or "mov,mp4,m4a", is a list of other files.</summary>
    public static bool IsPlaylist(string container) => Playlists.Intersect(container.Split(',')).Any();
}
