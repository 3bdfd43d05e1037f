namespace KantanSim;

/// <summary>The start failed for a reason that no check of the settings has found: one line with the messages of all inner exceptions.</summary>
internal sealed class StartException(Exception inner)
    : Exception($"KantanSim could not start: {Messages(inner)} ({inner.GetType().Name}; add --Logging:LogLevel:Default=Debug for the stack trace)", inner)
{
    static string Messages(Exception fault) => string.Join(": ", All(fault).Select(one => one.Message.ReplaceLineEndings(" ").Trim(' ', '.')).Distinct());

    static IEnumerable<Exception> All(Exception fault)
    {
        for (var one = fault; one is not null; one = one.InnerException) yield return one;
    }
}
