namespace KantanSim.Client;

/// <summary>A shop has not done what a test expects. The message says what happened instead.</summary>
public sealed class ExpectationException : Exception
{
    internal ExpectationException(string message, Exception? inner = null) : base(message, inner) { }
}
