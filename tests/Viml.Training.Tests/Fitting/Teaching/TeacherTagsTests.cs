using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Training.Fitting.Teaching;

namespace Viml.Training.Tests.Fitting.Teaching;

public sealed class TeacherTagsTests
{
    [Fact]
    public void Every_tag_has_evidence_or_is_heard_by_no_teacher()
    {
        Assert.Equal(TagVocabulary.Default.Count, TeacherTags.Evidence.Count);
        string[] unheard = [.. TagVocabulary.Default.Names.Where((_, tag) => TeacherTags.Evidence[tag].Count == 0)];
        Assert.Equal(
            ["accordion", "acousticbassguitar", "bell", "bongo", "brass", "clarinet", "doublebass", "harmonica", "horn", "oboe", "organ",
                "pipeorgan",
                "sampler", "saxophone", "trombone", "trumpet", "ukulele", "viola", "blues", "latin"], unheard);
    }

    [Fact]
    public void Evidence_names_a_tag_of_its_teacher_and_may_speak_against()
    {
        var voice = TeacherTags.Evidence[TagVocabulary.Default.IndexOf("voice")];

        Assert.Contains(
            voice, part => part.Teacher == "musicnn-jamendo" && PublicTagger.TagsOf(part.Teacher)[part.Tag].Name == "instrument---voice");
        Assert.Contains(voice, part => part.Weight < 0 && PublicTagger.TagsOf(part.Teacher)[part.Tag].Name == "no vocals");
    }
}
