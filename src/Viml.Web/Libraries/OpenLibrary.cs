using Viml.Library;
using Viml.Library.Catalog;
using Viml.Library.Recommendation;

namespace Viml.Web.Libraries;

/// <summary>A library that is open for reading, closed when the last of those that use it is done. Thread-safe.</summary>
internal sealed class OpenLibrary(ILibrary library, ModelSet models, DateTime made)
{
    private readonly Lock _gate = new();
    private int _users = 1; // the host
    private bool _isClosed;

    /// <summary>The library.</summary>
    public ILibrary Library => library;

    /// <summary>Answers queries to it.</summary>
    public RecommendationService Service { get; } = new(library, models);

    /// <summary>When the file was made: another one may come to stand under the same name.</summary>
    public DateTime Made => made;

    /// <summary>Keeps it open until the result is disposed; null where it is closed.</summary>
    public Use? Begin()
    {
        lock (_gate)
        {
            if (_isClosed) return null;
            _users++;
            return new Use(this);
        }
    }

    /// <summary>Closes it when nobody uses it any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (--_users > 0) return;
            _isClosed = true;
        }
        library.Dispose();
    }

    /// <summary>One use of a library.</summary>
    internal sealed class Use(OpenLibrary owner) : IDisposable
    {
        private int _isOver;

        public ILibrary Library => owner.Library;

        public RecommendationService Service => owner.Service;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) owner.End();
        }
    }
}
