using System.Numerics.Tensors;
using Viml.Models;
using Viml.Models.Language;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Viml.Training.Evaluation;
using Viml.Training.Fitting.Teaching;

namespace Viml.Training.Fitting.Matching;

/// <summary>
/// How well ViML finds recordings by words alone: the share of the first five that fit, for the name of each tag that teachers hear and for
/// the first phrase of each association. A recording fits where what the teachers hear speaks for it a standard deviation more than for the
/// average recording.
/// </summary>
internal sealed class WordSearch
{
    private const int First = 5;

    private readonly IReadOnlyList<FeatureSequence> _recordings;
    private readonly Question[] _words, _phrases;

    /// <summary>Prepares the questions.</summary>
    /// <param name="recordings">Base features of the recordings.</param>
    /// <param name="evidence">What the teachers hear in them.</param>
    /// <param name="texts">Encodes the questions.</param>
    public WordSearch(IReadOnlyList<FeatureSequence> recordings, TrackEvidence evidence, TextBank texts)
    {
        _recordings = recordings;
        var standings = TagVocabulary.Default.Names.Select((_, tag) => evidence.IsHeard(tag) ? evidence.Of(tag) : null).ToArray();
        _words = [.. standings.Select((standing, tag) => (standing, tag)).Where(heard => heard.standing is not null)
            .Select(heard => Ask(TagVocabulary.Default.Labels[heard.tag], heard.standing!))];
        _phrases = [.. AssociationTable.Default.Select(known => Ask(known.Phrases[0], Fit(known.Weights.Span)))];

        Question Ask(string text, double[] fit) => new(texts.Encode(text), [.. TrackEvidence.Standardised(fit).Select(value => value > 1)]);

        double[] Fit(ReadOnlySpan<float> weights)
        {
            var fit = new double[recordings.Count];
            for (var tag = 0; tag < weights.Length; tag++)
                for (var i = 0; i < fit.Length; i++)
                    if (standings[tag] is { } standing) fit[i] += weights[tag] * Math.Tanh(standing[i] / 2);
            return fit;
        }
    }

    /// <summary>Precision by name, and how often the recording that is found most often is among the first.</summary>
    public IReadOnlyList<(string Name, double Value)> Measure(VideoMusicModel model)
    {
        var retrieval = new VideoMusicRetrieval(model);
        var music = retrieval.EmbedMusic(_recordings);
        var counts = new int[_recordings.Count];
        var (words, phrases) = (Precision(_words), Precision(_phrases));
        return [("recordings.precisionAt5", (words + phrases) / 2), ("recordings.precisionAt5.tags", words),
            ("recordings.precisionAt5.phrases", phrases),
            ("recordings.mostFound", counts.Max() / (double)(_words.Length + _phrases.Length))];

        double Precision(Question[] questions)
        {
            var queries = retrieval.EmbedQueries([.. questions.Select(question => new RetrievalQuery(null, question.Text))]);
            return questions.Select((question, i) =>
            {
                var query = queries.AsSpan(i * retrieval.Width, retrieval.Width).ToArray();
                int[] first = [.. Enumerable.Range(0, counts.Length).OrderByDescending(track =>
                    TensorPrimitives.Dot<float>(query, music.AsSpan(track * retrieval.Width, retrieval.Width))).Take(First)];
                foreach (var track in first) counts[track]++;
                return first.Count(track => question.Answers[track]) / (double)first.Length;
            }).Average();
        }
    }

    private sealed record Question(float[] Text, bool[] Answers);
}
