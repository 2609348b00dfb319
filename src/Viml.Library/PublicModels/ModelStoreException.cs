namespace Viml.Library.PublicModels;

/// <summary>A model could not be found, downloaded, verified or stored. The message is written for the user and says what to do.</summary>
public sealed class ModelStoreException(string path, string message, Exception? cause = null) : LibraryException(path, message, cause);
