using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Crashes;

/// <summary>Settings of a program with a persistent data folder that logs warnings and errors.</summary>
internal static class Lasting
{
    public static string[] Settings(string data, string merchant) =>
        [$"--KantanSim:Data={data}", .. RunningProgram.Notifying($"{merchant}/notify"), "--Logging:LogLevel:Default=Warning"];
}
