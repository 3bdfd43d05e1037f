namespace KantanSim.Testing;

/// <summary>KantanSim cannot start. The message names the setting, its value and what is allowed.</summary>
public sealed class KantanSimStartException : Exception
{
    internal KantanSimStartException(string message, Exception? inner = null) : base(message, inner) { }
}
