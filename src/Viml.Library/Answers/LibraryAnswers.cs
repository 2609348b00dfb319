using Viml.Library.Catalog;

namespace Viml.Library.Answers;

/// <summary>The libraries of the user.</summary>
public sealed record LibraryListAnswer(IReadOnlyList<NamedLibrary> Libraries);

/// <summary>One library, and the files that could not be indexed.</summary>
public sealed record LibraryShowAnswer(NamedLibrary Library, IReadOnlyList<FileFailure> Failures);

/// <summary>The name of a library that was removed.</summary>
public sealed record LibraryRemoveAnswer(string Removed);
