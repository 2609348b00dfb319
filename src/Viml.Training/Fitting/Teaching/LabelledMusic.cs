using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Tagging;

namespace Viml.Training.Fitting.Teaching;

/// <summary>Clips whose tags the dataset knows, changed as recordings differ.</summary>
/// <param name="clips">The clips.</param>
/// <param name="scale">Of the teachers; null where there are none.</param>
/// <param name="heard">What the teachers hear in each clip; empty where there are none.</param>
internal sealed class LabelledMusic(
    IReadOnlyList<MusicWindows> clips, TeacherScale? scale, IReadOnlyList<FeatureSequence> heard) : IMusicSource
{
    public int Count => clips.Count;

    public void Load(int piece, Random random, MusicRow row)
    {
        var clip = clips[piece];
        var window = random.Next(clip.Count);
        clip.ReadSpectrogram(window, row.Decibels);
        SpectrogramAugmentation.Apply(row.Decibels, MusicFrontEnd.Bands, MusicFrontEnd.Frames, random);
        row.Tags.Clear();
        row.Weights.Fill(1);
        foreach (var (tag, confidence) in clip.TagsOf(window)) row.Tags[TagVocabulary.Default.IndexOf(tag)] = confidence;
        row.Measure(clip.Measures);
        row.Teach(scale, scale is null ? [] : heard[piece].Step(window));
    }
}
