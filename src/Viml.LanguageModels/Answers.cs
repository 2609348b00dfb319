using Viml.Descriptions.Prompts;

namespace Viml.LanguageModels;

/// <summary>Turns what clients make of odd answers into one kind of error.</summary>
internal static class Answers
{
    /// <summary>Asks; whatever is wrong with the answer is a fault of this answer, and the next one may be better.</summary>
    public static async Task<Reply> Of(Func<string, string> redact, Func<Task<Reply>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (LanguageModelException)
        {
            throw;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault) when (Cause(fault) is { } cause)
        {
            throw cause;
        }
        catch (Exception fault)
        {
            throw new LanguageModelException(redact($"the server answers something else than the protocol says ({fault.Message})"), false,
                fault);
        }
    }

    // Clients wrap what the handler says.
    private static LanguageModelException? Cause(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            if (fault is LanguageModelException known) return known;
        return null;
    }
}
