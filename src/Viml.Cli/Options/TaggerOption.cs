using System.CommandLine;
using Viml.Library.Describing;
using Viml.Library.PublicModels;
using Viml.Models.Music;

namespace Viml.Cli.Options;

/// <summary><c>--tagger NAME</c>: a public tagger instead of the one of the bundle.</summary>
internal sealed class TaggerOption : Option<string?>
{
    public TaggerOption() : base("--tagger")
    {
        Description = "Use a public tagger instead of the bundle's. See: viml models list";
        HelpName = "NAME";
        this.AcceptOnlyFromAmong([.. PublicTagger.Names]);
    }

    /// <summary>The public tagger asked for; null for that of the bundle.</summary>
    public PublicTagger? Load(ParseResult parsed, AppEnvironment environment) => parsed.GetValue(this) is { } name
        ? PublicTaggers.Load(new ModelStore(environment.Paths, ModelRegistry.Default), name)
        : null;

    /// <summary>What finds tags to describe music by.</summary>
    public TrackDescriber Describer(ParseResult parsed, AppEnvironment environment, BundleOption bundle) =>
        Load(parsed, environment) is { } tagger ? new TrackDescriber(tagger) : new TrackDescriber(bundle.Load(parsed, environment));
}
