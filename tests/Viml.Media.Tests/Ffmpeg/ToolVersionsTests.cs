using Viml.Media.Ffmpeg;

namespace Viml.Media.Tests.Ffmpeg;

public class ToolVersionsTests
{
    [Theory]
    [InlineData("ffmpeg version 5.1.6-0+deb12u1 Copyright (c) 2000-2024 the FFmpeg developers\nbuilt with gcc 12\n", "5.1.6-0+deb12u1")]
    [InlineData("ffprobe version N-113000-g1234567 Copyright", "N-113000-g1234567")]
    [InlineData("FluidSynth runtime version 2.3.1\nCopyright (C) 2000-2022", "2.3.1")]
    [InlineData("a program with version ", null)]
    [InlineData("usage: ls [FILE]", null)]
    [InlineData("", null)]
    public void The_version_is_the_word_after_version(string text, string? expected) => Assert.Equal(expected, ToolVersions.Parse(text));

    [Fact]
    public void Installed_programs_name_their_version()
    {
        Assert.Matches("[0-9]", ToolVersions.Ffmpeg(MediaTools.Default));
        Assert.Equal(ToolVersions.Ffmpeg(MediaTools.Default), ToolVersions.Ffprobe(MediaTools.Default));
    }

    [Fact]
    public void A_program_that_is_missing_or_another_is_an_error()
    {
        Assert.Throws<FfmpegMissingException>(() => ToolVersions.Ffmpeg(new MediaTools { Ffmpeg = "no-such-ffmpeg" }));
        Assert.Throws<FluidSynthMissingException>(() => ToolVersions.FluidSynth(new MediaTools { FluidSynth = "no-such-fluidsynth" }));
        var other = Assert.Throws<ProgramFailedException>(() => ToolVersions.Ffprobe(new MediaTools { Ffprobe = "echo" }));
        Assert.Equal("echo", other.Program);
    }
}
