using KantanSim.Configuration;

namespace KantanSim.Startup;

/// <summary>The command line is invalid. The message is one line with the problem and a suggestion.</summary>
internal sealed class UsageException : Exception
{
    UsageException(string message) : base(message) { }

    /// <summary>A command cannot be parsed, or a valid one cannot be executed.</summary>
    public static UsageException Refused(string why) => new(why);

    public static UsageException MissingValue(string name)
    {
        var example = name == "--urls" ? ListenUrls.Default : "VALUE";
        return new($"{name} has no value; give one, for example {name}={example}. See --help.");
    }
}
