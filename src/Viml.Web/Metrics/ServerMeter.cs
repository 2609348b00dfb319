using System.Diagnostics;
using System.Diagnostics.Metrics;
using Viml.Library.Answers;

namespace Viml.Web.Metrics;

/// <summary>What the server measures of itself, beside what the framework measures of requests.</summary>
internal sealed class ServerMeter : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Viml";

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _stages;

    /// <param name="jobs">Jobs that wait or run.</param>
    /// <param name="videos">Videos that are known.</param>
    /// <param name="bytes">Bytes of temporary files.</param>
    public ServerMeter(Func<int> jobs, Func<int> videos, Func<long> bytes)
    {
        _stages = _meter.CreateHistogram<double>("viml.recommendation.stage", "s", "How long the stages of a recommendation take.");
        _meter.CreateObservableGauge("viml.jobs", jobs, description: "Jobs that wait or run.");
        _meter.CreateObservableGauge("viml.videos", videos, description: "Videos that are known.");
        _meter.CreateObservableGauge("viml.temporary.size", bytes, "By", "Bytes of temporary files.");
    }

    /// <summary>Counts a recommendation.</summary>
    public void Add(RecommendationTimings times)
    {
        _stages.Record(times.Query.TotalSeconds, Stage("query"));
        _stages.Record(times.Search.TotalSeconds, Stage("search"));
        _stages.Record(times.Refinement.TotalSeconds, Stage("refinement"));
    }

    public void Dispose() => _meter.Dispose();

    private static TagList Stage(string name) => new() { { "stage", name } };
}
