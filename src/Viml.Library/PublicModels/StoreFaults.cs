namespace Viml.Library.PublicModels;

/// <summary>Explains why a model cannot be stored, and what to do.</summary>
internal static class StoreFaults
{
    // ENOSPC and EDQUOT of Linux, ERROR_DISK_FULL of Windows.
    private const int NoSpace = 28, NoQuota = 122, DiskFull = unchecked((int)0x80070070);

    public static void Explain(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Of(path, fault);
        }
    }

    public static ModelStoreException Of(string path, Exception fault) =>
        fault.HResult is NoSpace or NoQuota or DiskFull
            ? new ModelStoreException(
                path, $"The disk is full at '{path}'. Free some space and run the command again; the part downloaded so far is kept.",
                fault)
            : new ModelStoreException(
                path,
                $"'{path}' cannot be written ({fault.Message}). Check its permissions, or set VIML_HOME to a folder that can be written.",
                fault);
}
