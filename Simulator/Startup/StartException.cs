namespace KantanSim.Startup;

/// <summary>The start failed for a reason other than an invalid setting. The message is one line with all inner messages.</summary>
internal sealed class StartException(Exception inner) : Exception(BuildMessage(inner), inner)
{
    static string BuildMessage(Exception inner) =>
        $"KantanSim could not start: {Messages(inner)} ({inner.GetType().Name}; add --Logging:LogLevel:Default=Debug for the stack trace)";

    static string Messages(Exception fault) =>
        string.Join(": ", Chain(fault).Select(one => one.Message.ReplaceLineEndings(" ").Trim(' ', '.')).Distinct());

    static IEnumerable<Exception> Chain(Exception fault)
    {
        for (var one = fault; one is not null; one = one.InnerException) yield return one;
    }
}
