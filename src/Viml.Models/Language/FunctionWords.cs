namespace Viml.Models.Language;

/// <summary>The little words of English: they show that a text is English and say nothing about music.</summary>
internal static class FunctionWords
{
    /// <summary>Articles, pronouns, prepositions, conjunctions, auxiliaries, and what people wrap a request in.</summary>
    public static readonly HashSet<string> English = [.. """
        a an the this that these those such same other another each every either neither both all any some few several many much
        more most less least i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us
        our ours ourselves they them their theirs who whom whose which what when where why how there here then than thus so as if
        unless until while because since although though whether of to in on at by for from with within without about above across
        after against along among around before behind below beneath beside besides between beyond down during except into near off
        onto out over past per through throughout toward towards under up upon via and or but nor yet not no am is are was were be
        been being do does did done doing have has had having can could may might must shall should will would ought i'm i'd i'll
        i've it's that's there's let's don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't cannot couldn't
        shouldn't mustn't ain't you're we're they're he's she's who's what's just only also too very really quite rather pretty even
        ever never always often again still already almost maybe perhaps please something anything nothing everything someone anyone
        everyone somebody anybody everybody thing things stuff kind kinds sort sorts want wants wanted need needs needed like likes
        give gives make makes made get gets got let lets find look looking search else wanna gimme gonna gotta lemme pls plz thx u
        ur ya etc ok okay yes hey hi hello thanks thank definitely absolutely ideally preferably certainly actually simply basically
        probably possibly literally
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Words that stand for the thing that is looked for, and not for how it sounds.</summary>
    public static readonly HashSet<string> MusicNouns = [.. """
        music song songs track tracks tune tunes piece pieces sound sounds sounding audio soundtrack recording recordings number
        numbers vibe vibes feel mood moods atmosphere style genre type beat stuff element elements part parts section sections
        instrument instruments background one ones playing
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];
}
