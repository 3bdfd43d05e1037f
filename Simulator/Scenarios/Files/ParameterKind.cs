namespace KantanSim.Scenarios.Files;

/// <summary>What the value of an action's parameter is.</summary>
internal enum ParameterKind
{
    Text,

    /// <summary>A whole number within bounds.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>An ISO 8601 duration, or a random one between two.</summary>
    Duration,

    /// <summary>None, all, or a number of points.</summary>
    Points,

    /// <summary>One ErrInfo.</summary>
    Error,

    /// <summary>One ErrInfo or several.</summary>
    Errors,

    /// <summary>Names of wire fields with their values.</summary>
    Fields,
}
